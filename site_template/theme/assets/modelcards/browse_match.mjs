/** Which models a state asks for, and how many each value of a facet would leave. */

import { takesAll, valuesOf } from "./browse_state.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./browse_index.mjs").Facet} Facet */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

const TEXT = 1 << 15;

/**
 * What each model lacks: a bit for each facet, by its place among the facets, and one for the text; 0 for a match.
 * @param {BrowseIndex} index
 * @param {BrowseState} state
 * @param {Uint8Array | null} ranks how well each model fits the text, 0 for not at all; null for no text
 * @returns {Uint16Array}
 */
export function lacks(index, state, ranks) {
  const lacking = new Uint16Array(index.count);
  index.facets.forEach((facet, bit) => mark(lacking, facet, 1 << bit, state));
  if (ranks) {
    for (let place = 0; place < index.count; place++) {
      lacking[place] = (lacking[place] ?? 0) | (ranks[place] ? 0 : TEXT);
    }
  }
  return lacking;
}

/**
 * @param {Uint16Array} lacking
 * @param {Facet} facet
 * @param {number} bit
 * @param {BrowseState} state
 */
function mark(lacking, facet, bit, state) {
  const chosen = valuesOf(state, facet.parameter);
  if (chosen.length === 0) {
    return;
  }
  const needed = takesAll(state, facet) ? chosen.length : 1;
  const has = new Uint16Array(lacking.length);
  for (const value of chosen) {
    const number = facet.number(value);
    for (const place of number === undefined ? [] : (facet.places[number] ?? [])) {
      has[place] = (has[place] ?? 0) + 1;
    }
  }
  for (let place = 0; place < has.length; place++) {
    if ((has[place] ?? 0) < needed) {
      lacking[place] = (lacking[place] ?? 0) | bit;
    }
  }
}

/**
 * @param {Uint16Array} lacking
 * @returns {number[]} the places of the models that lack nothing
 */
export function matches(lacking) {
  const places = [];
  for (let place = 0; place < lacking.length; place++) {
    if (lacking[place] === 0) {
      places.push(place);
    }
  }
  return places;
}

/**
 * How many models each value would leave. Where one value or another will do, a further one adds its models, so they
 * are counted as if nothing were chosen in that facet.
 * @param {BrowseIndex} index
 * @param {BrowseState} state
 * @param {Uint16Array} lacking
 * @returns {Int32Array[]} for each facet, by the numbers of its values
 */
export function valueCounts(index, state, lacking) {
  const counts = index.facets.map((facet) => new Int32Array(facet.values.length));
  /** @type {Map<number, number>} facets by the bit that models may lack to be counted in them */
  const ownBits = new Map();
  index.facets.forEach((facet, number) => {
    if (!takesAll(state, facet)) {
      ownBits.set(1 << number, number);
    }
  });
  for (let place = 0; place < lacking.length; place++) {
    const bits = lacking[place] ?? 0;
    if (bits === 0) {
      index.facets.forEach((facet, number) => facet.count(counts[number] ?? new Int32Array(), place));
    } else {
      const number = ownBits.get(bits);
      if (number !== undefined) {
        index.facets[number]?.count(counts[number] ?? new Int32Array(), place);
      }
    }
  }
  return counts;
}
