// What makes a film recognisable without reading all of it, and what proves that a piece arrived as it was sent.
// Without Web Crypto (a page that is not secure) both are left out; the server does without them.
const END = 1024 * 1024;

/** SHA-256 of the first and the last MiB one after the other, in hexadecimal digits; empty if it cannot be had. */
export async function fingerprintOf(file) {
  const ends = new Blob([file.slice(0, END), file.slice(Math.max(file.size - END, 0))]);
  return [...new Uint8Array(await sha256(ends))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The value of `Upload-Checksum` for one piece; empty if it cannot be had. */
export async function checksumOf(piece) {
  const digest = await sha256(piece);
  return digest.byteLength ? `sha256 ${btoa(String.fromCharCode(...new Uint8Array(digest)))}` : "";
}

async function sha256(blob) {
  return window.crypto?.subtle ? crypto.subtle.digest("SHA-256", await blob.arrayBuffer()) : new ArrayBuffer(0);
}
