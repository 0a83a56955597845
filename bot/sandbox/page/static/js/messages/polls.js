/**
 * Polls: https://discord.com/developers/docs/resources/poll
 *
 * First the answers to choose from, then how many chose each.
 */

import {keepFocus} from "../components/focus.js";
import {h, replace} from "../dom.js";
import {liveText} from "../markdown/live.js";
import {count, isOver, leader, share, timeLeft, total} from "./tally.js";

/** What a viewer ticked and did not send yet, by message: it outlives the drawing, which every vote does anew. */
const drafts = new WeakMap();

const REFRESH = 15_000;

/** The name by which the keyboard's place is found again when a vote was cast or taken back. */
const VOTE = "poll-vote";

/**
 * Make the poll of a message.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderPoll(message, ctx) {
  const {poll} = message;
  const element = h("section", {class: "poll", "aria-label": `Poll: ${poll.question.text}`});
  const redraw = () => keepFocus(element, () => draw(element, view));
  const view = {message, poll, ctx, draft: draftOf(message, ctx), redraw};
  draw(element, view);
  return element;
}

function draftOf(message, ctx) {
  if (!drafts.has(ctx)) drafts.set(ctx, new Map());
  const own = drafts.get(ctx);
  if (!own.has(message.id)) own.set(message.id, {chosen: new Set(), peeking: false, busy: false, error: ""});
  return own.get(message.id);
}

function draw(element, view) {
  const {message, poll, ctx, draft} = view;
  const over = isOver(message, ctx.now());
  const voted = mine(message).length > 0;
  const results = over || voted || draft.peeking;
  const hint = poll.allow_multiselect ? "Select one or more answers" : "Select one answer";
  replace(
    element,
    h("h3", {class: "poll-question"}, poll.question.text),
    !results && h("p", {class: "poll-hint"}, hint),
    results ? standing(view, over) : choices(view),
    foot(view, {over, voted}),
    draft.error && h("p", {class: "poll-error", role: "alert"}, draft.error),
  );
}

function choices(view) {
  const {poll} = view;
  const answers = poll.answers.map((answer) => choice(answer, view));
  const role = poll.allow_multiselect ? "group" : "radiogroup";
  return h("div", {class: "poll-answers", role, "aria-label": "Answers"}, answers);
}

function choice(answer, {message, poll, draft}) {
  const id = String(answer.answer_id);
  const onchange = (event) => {
    if (!poll.allow_multiselect) draft.chosen.clear();
    if (event.target.checked) draft.chosen.add(id);
    else draft.chosen.delete(id);
    event.target.closest(".poll").querySelector(".poll-vote").disabled = draft.chosen.size === 0;
  };
  const type = poll.allow_multiselect ? "checkbox" : "radio";
  const about = {type, name: `poll-${message.id}`, value: id, checked: draft.chosen.has(id), onchange};
  const box = h("input", {...about, dataset: {focus: `poll-${id}`}});
  return h("label", {class: "poll-answer"}, face(answer), h("span", {class: "poll-text"}, words(answer)), box);
}

function standing(view, over) {
  const {poll} = view;
  const first = over ? leader(poll) : null;
  const results = poll.answers.map((answer) => result(answer, view, first));
  return h("ul", {class: "poll-answers", "aria-label": "Results"}, results);
}

function result(answer, {message, poll}, first) {
  const votes = count(poll, answer.answer_id);
  const percent = `${share(poll, answer.answer_id)}%`;
  const own = mine(message).includes(answer.answer_id);
  const kinds = ["poll-answer", "result", own && "own", answer.answer_id === first && "winner"];
  return h(
    "li",
    {class: kinds.filter(Boolean).join(" "), style: {"--share": percent}},
    face(answer),
    h("span", {class: "poll-text"}, words(answer)),
    own && h("span", {class: "poll-own", role: "img", "aria-label": "your vote"}, "✓"),
    h("span", {class: "poll-votes"}, plural(votes)),
    h("strong", {class: "poll-share"}, percent),
  );
}

function foot(view, {over, voted}) {
  const {message, poll, ctx} = view;
  const left = liveText(
    () => timeLeft(message, ctx.now()),
    () => REFRESH,
  );
  const votes = h("span", {class: "poll-count"}, `${plural(total(poll))} · `, left);
  return h("div", {class: "poll-foot"}, votes, !over && buttons(view, voted));
}

function buttons(view, voted) {
  const {draft, redraw} = view;
  if (voted) return button("Remove vote", {class: "poll-link", onclick: () => send(view, []), dataset: {focus: VOTE}});
  const peek = () => {
    draft.peeking = !draft.peeking;
    redraw();
  };
  const link = {class: "poll-link", onclick: peek, dataset: {focus: "poll-peek"}};
  if (draft.peeking) return button("Go back to vote", link);
  const cast = {class: "poll-vote", onclick: () => send(view, [...draft.chosen]), dataset: {focus: VOTE}};
  return [button("Show results", link), button("Vote", {...cast, disabled: draft.chosen.size === 0})];
}

function button(label, about) {
  return h("button", {type: "button", ...about}, label);
}

async function send({message, ctx, draft, redraw}, values) {
  if (draft.busy) return;
  draft.busy = true;
  draft.error = "";
  try {
    await ctx.act({do: "vote", message: message.id, values});
    draft.chosen.clear();
    draft.peeking = false;
  } catch (error) {
    draft.error = error.message;
    redraw();
  } finally {
    draft.busy = false;
  }
}

const mine = (message) => message.answers?.mine ?? [];

const plural = (votes) => `${votes} ${votes === 1 ? "vote" : "votes"}`;

const words = (answer) => answer.poll_media.text ?? "";

function face({poll_media: {emoji}}) {
  if (!emoji?.name) return null;
  if (emoji.id) return h("span", {class: "custom-emoji"}, `:${emoji.name}:`);
  return h("span", {class: "poll-emoji"}, emoji.name);
}
