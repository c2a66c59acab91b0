// A passkey: the button asks the browser, the browser asks for finger, face or PIN, and the answer is sent as a form.

const button = document.querySelector("[data-passkey]");
const form = button.form;
const refusal = document.querySelector("[data-passkey-refusal]");
const asked = JSON.parse(document.getElementById("passkey-options").textContent);

function credential() {
  if (asked.creation_options) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.creation_options.publicKey);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.request_options.publicKey);
  return navigator.credentials.get({ publicKey });
}

button.addEventListener("click", async () => {
  refusal.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify((await credential()).toJSON());
  } catch {
    refusal.hidden = false;
    return;
  }
  form.submit();
});

if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) button.closest("[data-passkey-part]").hidden = true;
