/**
 * Asking the bot for suggestions while somebody types: not at every key, and never showing an answer that is out of date.
 */

/** Milliseconds of stillness after which it is asked. */
export const PAUSE = 150;

/**
 * @typedef {object} Answer
 * @property {string} option whose suggestions these are
 * @property {"loading" | "ready" | "failed"} status
 * @property {import("./kinds.js").Choice[]} choices while loading, those that were answered before
 */

/**
 * Make an asker.
 *
 * @param {object} parts
 * @param {(question: {option: string, typed: string}) => Promise<import("./kinds.js").Choice[]>} parts.ask
 * @param {(answer: Answer | null) => void} parts.hear told of every change; null: there is nothing to show
 * @param {{setTimeout: (run: () => void, wait: number) => any, clearTimeout: (id: any) => void}} [parts.timers]
 * @returns {{want: (question: {option: string, typed: string}, pause?: number) => void, stop: () => void}}
 */
export function createCompletion({ask, hear, timers = globalThis}) {
  let turn = 0;
  let timer;
  let last = null;

  function tell(answer) {
    last = answer;
    hear(answer);
  }

  async function run(question, own) {
    const answer = await answerOf(ask, question);
    if (own === turn) tell(answer);
  }

  function stop() {
    turn += 1;
    timers.clearTimeout(timer);
    tell(null);
  }

  function want(question, pause = PAUSE) {
    turn += 1;
    const own = turn;
    timers.clearTimeout(timer);
    const choices = last?.option === question.option ? last.choices : [];
    tell({option: question.option, status: "loading", choices});
    timer = timers.setTimeout(() => run(question, own), pause);
  }

  return {want, stop};
}

/** Whatever the reason, all that the person can do is to type on: Discord says so in one sentence, and so does the list. */
async function answerOf(ask, question) {
  try {
    return {option: question.option, status: "ready", choices: await ask(question)};
  } catch {
    return {option: question.option, status: "failed", choices: []};
  }
}
