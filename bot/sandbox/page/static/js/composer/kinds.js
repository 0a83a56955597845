/**
 * The types of a command's options, by Discord's numbers, and what the input calls things.
 *
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
 */

export const Kind = Object.freeze({
  SUBCOMMAND: 1,
  GROUP: 2,
  STRING: 3,
  INTEGER: 4,
  BOOLEAN: 5,
  USER: 6,
  CHANNEL: 7,
  ROLE: 8,
  MENTIONABLE: 9,
  NUMBER: 10,
  ATTACHMENT: 11,
});

/**
 * @typedef {{name: string, value: string | number | boolean, description?: string}} Choice what a list offers
 *
 * @typedef {object} Option an option as it was registered
 * @property {number} type
 * @property {string} name
 * @property {string} description
 * @property {boolean} [required]
 * @property {boolean} [autocomplete]
 * @property {Choice[]} [choices]
 * @property {number[]} [channel_types]
 * @property {number} [min_value]
 * @property {number} [max_value]
 * @property {number} [min_length]
 * @property {number} [max_length]
 */

const TRUTHS = Object.freeze([
  {name: "True", value: true},
  {name: "False", value: false},
]);

/**
 * What an option lets choose from: its choices, the two truth values, or accounts, channels and roles.
 *
 * @param {Option} option
 * @param {(option: Option) => Choice[]} entities lists accounts, channels and roles
 * @returns {Choice[] | null} null where anything can be typed
 */
export function fixedChoices(option, entities) {
  if (option.choices?.length) return option.choices;
  if (option.type === Kind.BOOLEAN) return TRUTHS;
  if (option.type >= Kind.USER && option.type <= Kind.MENTIONABLE) return entities(option);
  return null;
}

/** Whether a number is typed. */
export const isNumeric = (option) => option.type === Kind.INTEGER || option.type === Kind.NUMBER;
