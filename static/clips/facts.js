// What is said about a clip: ticks with their descriptors, the chain of turns, what came just before.

export function principleOf(code) {
  return code.split(".")[0];
}

/** The ticks after one was pressed: a descriptor brings its principle, and a principle takes its descriptors. */
export function toggled(ticks, code, subject) {
  const has = (wanted) => ticks.some((tick) => tick.principle === wanted && tick.subject === subject);
  if (has(code)) {
    const goes = ({ principle }) => principle === code || principle.startsWith(`${code}.`);
    return ticks.filter((tick) => tick.subject !== subject || !goes(tick));
  }
  const added = [...new Set([principleOf(code), code])].filter((each) => !has(each));
  return [...ticks, ...added.map((principle) => ({ principle, subject }))];
}

/** The turn that most likely comes next: of the other person, a reception of what came before. */
export function nextTurn(turns, people, frame) {
  const last = turns[turns.length - 1];
  const kind = !last || last.kind === "reception" ? "initiative" : "reception";
  return { person: otherPerson(turns, people), kind, channel: "", frame };
}

function otherPerson(turns, people) {
  const last = turns[turns.length - 1];
  if (!last) return people[0].id;
  const before = turns.filter(({ person }) => person !== last.person).pop();
  return before?.person ?? people.find(({ id }) => id !== last.person)?.id ?? last.person;
}

export function movedTurn(turns, from, by) {
  const order = [...turns];
  order.splice(from + by, 0, ...order.splice(from, 1));
  return order;
}

/** "Juniper: initiative by sound". */
export function turnWords({ person, kind, channel }, people, words) {
  const who = people.find(({ id }) => id === person)?.name ?? "";
  return words[channel ? "turn_by" : "turn"]
    .replace("{who}", who)
    .replace("{kind}", words[`kind_${kind}`])
    .replace("{channel}", words[`channel_${channel}`]);
}

export function chainWords(turns, people, words) {
  return turns.map((turn) => turnWords(turn, people, words)).join(" → ");
}

/** The frame on the screen some seconds before the clip, or the film's first. The same as in clips/rules.py. */
export function frameBefore(frames, { in_frame, before_seconds }) {
  return frames.indexAt(Math.max(frames.timeOf(in_frame) - before_seconds, 0));
}
