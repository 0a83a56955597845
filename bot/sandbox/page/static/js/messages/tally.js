/**
 * What a poll comes to: its votes, its shares and its end. Nothing here draws.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @returns {number} the votes for an answer */
export function count(poll, answer) {
  return poll.results?.answer_counts.find((one) => one.id === answer)?.count ?? 0;
}

/** @returns {number} all votes; somebody who chose two answers counts twice */
export function total(poll) {
  return poll.answers.reduce((sum, {answer_id: id}) => sum + count(poll, id), 0);
}

/** @returns {number} what part of the votes an answer has, in whole percent */
export function share(poll, answer) {
  const all = total(poll);
  return all === 0 ? 0 : Math.round((100 * count(poll, answer)) / all);
}

/** @returns {number | null} the answer with the most votes, null where there is none or more than one such */
export function leader(poll) {
  const counts = poll.answers.map((one) => count(poll, one.answer_id));
  const most = Math.max(...counts);
  const first = counts.indexOf(most);
  return most > 0 && counts.lastIndexOf(most) === first ? poll.answers[first].answer_id : null;
}

/** @returns {boolean} whether a message's poll takes no more votes */
export function isOver({poll, answers}, now) {
  if (answers?.closed || poll.results?.is_finalized) return true;
  return poll.expiry !== null && new Date(poll.expiry) <= now;
}

/** @returns {string} `2d left`, `5h left`, `3m left`, `Poll closed` */
export function timeLeft(message, now) {
  if (isOver(message, now)) return "Poll closed";
  if (!message.poll.expiry) return "No end";
  const left = new Date(message.poll.expiry) - now;
  if (left > DAY) return `${Math.round(left / DAY)}d left`;
  if (left > HOUR) return `${Math.round(left / HOUR)}h left`;
  return left >= MINUTE ? `${Math.round(left / MINUTE)}m left` : "Less than a minute left";
}
