/** What a reader has asked for, and the address that says so, with the Hub's names. Values that are not known stay. */

/** @typedef {import("./browse_index.mjs").Facet} Facet */

/**
 * `chosen` are values by the parameter of their facet, in the order in which they were chosen; `any` and `all` the
 * parameters of facets whose values are combined in the other way than usual; `sort` is empty for the usual order,
 * `page` starts at 0.
 * @typedef {object} BrowseState
 * @property {string} search
 * @property {ReadonlyMap<string, readonly string[]>} chosen
 * @property {ReadonlySet<string>} any
 * @property {ReadonlySet<string>} all
 * @property {string} sort
 * @property {number} page
 */

/** In this order they stand in an address. */
const PARAMETERS = [
  "pipeline_tag",
  "library",
  "language",
  "license",
  "dataset",
  "base_model",
  "base_model_relation",
  "metric",
  "author",
  "other",
];
const TAGS = "other";
const BASE_MODEL = "base_model";
const RELATION = "base_model_relation";
const RELATIONS = new Set(["finetune", "adapter", "quantized", "merge"]);
const MOST_VALUES = 100;
const MOST_CHARACTERS = 200;
/** Orders that need nothing but the index. */
export const SORTS = ["name", "modified", "created"];
export const RELEVANCE = "relevance";
export const NAME = "name";

/** @type {BrowseState} */
export const EVERYTHING = { search: "", chosen: new Map(), any: new Set(), all: new Set(), sort: "", page: 0 };

/**
 * @param {string} query of an address
 * @param {ReadonlyMap<string, Facet>} facets by their parameters
 * @returns {BrowseState}
 */
export function readState(query, facets) {
  const parameters = new URLSearchParams(query);
  /** @type {Map<string, string[]>} */
  const chosen = new Map();
  let room = MOST_VALUES;
  for (const [name, text] of parameters) {
    const facet = PARAMETERS.includes(name) ? name : null;
    for (const [parameter, value] of facet && text.trim() ? understood(facet, text.trim(), facets) : []) {
      const values = chosen.get(parameter) ?? [];
      if (!values.includes(value) && room-- > 0) {
        chosen.set(parameter, [...values, value]);
      }
    }
  }
  const page = Number(parameters.get("p") ?? 0);
  const search = searchText(parameters.get("search") ?? "");
  return {
    search,
    chosen,
    any: new Set(parameters.getAll("any").filter((name) => facets.get(name)?.takesAll)),
    all: new Set(parameters.getAll("all").filter((name) => facets.get(name)?.multiple && !facets.get(name)?.takesAll)),
    sort: readSort(parameters.get("sort"), search),
    page: Number.isInteger(page) && page > 0 ? page : 0,
  };
}

/**
 * The values that a text of an address means. The Hub's tags say what they are, as in `license:mit` and
 * `base_model:finetune:ORG/NAME`; a value that is known as it is written is just that.
 * @param {string} name of a parameter
 * @param {string} text
 * @param {ReadonlyMap<string, Facet>} facets
 * @returns {[string, string][]}
 */
function understood(name, text, facets) {
  let parameter = name;
  let rest = text;
  let known = facets.get(parameter)?.find(rest) ?? null;
  const [prefix, inner] = split(rest);
  if (known === null && inner && PARAMETERS.includes(prefix) && (prefix === parameter || parameter === TAGS)) {
    [parameter, rest] = [prefix, inner];
    known = facets.get(parameter)?.find(rest) ?? null;
  }
  const [relation, base] = split(rest);
  if (known === null && parameter === BASE_MODEL && base && RELATIONS.has(relation)) {
    return [[RELATION, relation], [BASE_MODEL, facets.get(BASE_MODEL)?.find(base) ?? base]];
  }
  return [[parameter, known ?? rest]];
}

/**
 * @param {string} text
 * @returns {[string, string]} what stands before and after the first colon
 */
function split(text) {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * @param {string | null} sort of an address
 * @param {string} search
 * @returns {string} the order that it names; empty for the usual one, and for what is no order
 */
function readSort(sort, search) {
  const usual = search ? RELEVANCE : NAME;
  const isOrder = sort !== null && (SORTS.includes(sort) || sort.includes("/") || sort === RELEVANCE && search !== "");
  return isOrder && sort !== usual ? sort : "";
}

/**
 * @param {BrowseState} state
 * @returns {string} the one way to write it as the query of an address, empty for all models
 */
export function queryOf(state) {
  /** @type {[string, string][]} */
  const pairs = state.search ? [["search", state.search]] : [];
  for (const parameter of PARAMETERS) {
    pairs.push(...[...valuesOf(state, parameter)].sort().map((value) => /** @type {[string, string]} */ ([parameter, value])));
  }
  for (const name of /** @type {const} */ (["any", "all"])) {
    const used = [...state[name]].filter((parameter) => valuesOf(state, parameter).length > 1);
    pairs.push(...used.sort().map((parameter) => /** @type {[string, string]} */ ([name, parameter])));
  }
  if (state.sort) {
    pairs.push(["sort", state.sort]);
  }
  if (state.page) {
    pairs.push(["p", String(state.page)]);
  }
  return pairs.length > 0 ? `?${pairs.map(([name, value]) => `${name}=${encoded(value)}`).join("&")}` : "";
}

/**
 * @param {string} typed
 * @returns {string} what of it is searched for: a text that an address can hold
 */
export function searchText(typed) {
  return typed.replace(/\p{Cs}/gu, "\uFFFD").trim().slice(0, MOST_CHARACTERS);
}

/** @param {string} value */
function encoded(value) {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, "\uFFFD")).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

/**
 * @param {BrowseState} state
 * @param {string} parameter
 * @returns {readonly string[]}
 */
export function valuesOf(state, parameter) {
  return state.chosen.get(parameter) ?? [];
}

/**
 * @param {BrowseState} state
 * @returns {number} how many filters there are, the text that is searched for not among them
 */
export function filterCount(state) {
  return [...state.chosen.values()].reduce((sum, values) => sum + values.length, 0);
}

/**
 * @param {BrowseState} state
 * @param {Facet} facet
 * @returns {boolean} whether a model must have all chosen values of the facet
 */
export function takesAll(state, facet) {
  return facet.takesAll ? !state.any.has(facet.parameter) : state.all.has(facet.parameter);
}

/**
 * @param {BrowseState} state
 * @param {string} parameter
 * @param {string} value
 * @param {boolean} isChosen
 * @returns {BrowseState} the state with the value chosen or not, from the first page
 */
export function withValue(state, parameter, value, isChosen) {
  const others = valuesOf(state, parameter).filter((other) => other !== value);
  const values = isChosen ? [...others, value] : others;
  const chosen = new Map([...state.chosen, [parameter, values]]);
  if (values.length === 0) {
    chosen.delete(parameter);
  }
  return { ...state, chosen, page: 0 };
}

/**
 * @param {BrowseState} state
 * @param {Facet} facet
 * @param {boolean} all whether a model must have all chosen values
 * @returns {BrowseState}
 */
export function withMode(state, facet, all) {
  const name = facet.takesAll ? "any" : "all";
  const changed = new Set(state[name]);
  if (all === facet.takesAll) {
    changed.delete(facet.parameter);
  } else {
    changed.add(facet.parameter);
  }
  return { ...state, [name]: changed, page: 0 };
}

/**
 * @param {BrowseState} state
 * @returns {string} by what models are sorted
 */
export function sortOf(state) {
  return state.sort || (state.search ? RELEVANCE : NAME);
}
