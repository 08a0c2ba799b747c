/** The index of all models, as `catalog/browse_files.py` writes it, in a form that can be counted quickly. */

/**
 * @typedef {object} FacetData
 * @property {string} parameter
 * @property {string} title
 * @property {string} [base]
 * @property {boolean} [multiple]
 * @property {boolean} [takes_all]
 * @property {string[]} values
 * @property {number[][]} models
 * @property {Record<string, string>} [names]
 * @property {Record<string, string>} [groups]
 * @property {Record<string, string>} [addresses]
 * @property {Record<string, string>} [spellings]
 */

/**
 * @typedef {object} IndexData
 * @property {[string, string[]][]} ids
 * @property {Record<string, string>} addresses
 * @property {FacetData[]} facets
 * @property {string} newest
 * @property {number[]} updated
 * @property {number[]} created
 * @property {number} per_text
 * @property {string[]} texts
 * @property {string} results
 */

const DAY_MILLISECONDS = 86_400_000;

/** A way to group models. Values are known by their numbers; the most frequent has the lowest. */
export class Facet {
  #names;
  #groups;
  #addresses;
  #base;
  #numbers;
  #spellings;
  /** @type {Map<string, number> | null} */
  #byLowerCase = null;
  #starts;
  #entries;

  /**
   * @param {FacetData} data
   * @param {number} count of all models
   */
  constructor(data, count) {
    this.parameter = data.parameter;
    this.title = data.title;
    this.multiple = data.multiple ?? false;
    this.takesAll = data.takes_all ?? false;
    this.values = data.values;
    this.#base = data.base ?? "";
    this.#names = new Map(Object.entries(data.names ?? {}));
    this.#groups = new Map(Object.entries(data.groups ?? {}));
    this.#addresses = new Map(Object.entries(data.addresses ?? {}));
    this.#spellings = new Map(Object.entries(data.spellings ?? {}));
    this.#numbers = new Map(data.values.map((value, number) => [value, number]));
    /** The places of the models that have each value. */
    this.places = data.models.map(fromDistances);
    const starts = new Int32Array(count + 1);
    for (const places of this.places) {
      for (const place of places) {
        starts[place + 1] = (starts[place + 1] ?? 0) + 1;
      }
    }
    for (let place = 0; place < count; place++) {
      starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
    }
    const entries = new Int32Array(starts[count] ?? 0);
    const next = starts.slice();
    this.places.forEach((places, number) => {
      for (const place of places) {
        const at = next[place] ?? 0;
        entries[at] = number;
        next[place] = at + 1;
      }
    });
    this.#starts = starts;
    this.#entries = entries;
  }

  get hasGroups() {
    return this.#groups.size > 0;
  }

  /**
   * @param {number} place of a model
   * @returns {Int32Array} the numbers of its values
   */
  of(place) {
    return this.#entries.subarray(this.#starts[place], this.#starts[place + 1]);
  }

  /**
   * Adds the values of models to the number of models that each value has.
   * @param {Int32Array} counts
   * @param {number} place of a model
   */
  count(counts, place) {
    const end = this.#starts[place + 1] ?? 0;
    for (let at = this.#starts[place] ?? 0; at < end; at++) {
      const number = this.#entries[at] ?? 0;
      counts[number] = (counts[number] ?? 0) + 1;
    }
  }

  /**
   * @param {string} value
   * @returns {number | undefined} the number of a known value, as it is spelled
   */
  number(value) {
    return this.#numbers.get(value);
  }

  /**
   * @param {string} text
   * @returns {string | null} the value that it is, in another spelling or case
   */
  find(text) {
    if (this.#numbers.has(text)) {
      return text;
    }
    const other = this.#spellings.get(text);
    if (other !== undefined) {
      return other;
    }
    this.#byLowerCase ??= new Map(this.values.map((value, number) => /** @type {const} */ ([value.toLowerCase(), number])).reverse());
    const number = this.#byLowerCase.get(text.toLowerCase());
    return number === undefined ? null : (this.values[number] ?? null);
  }

  /** @param {string} value */
  name(value) {
    return this.#names.get(value) ?? value;
  }

  /** @param {string} value */
  group(value) {
    return this.#groups.get(value) ?? "";
  }

  /**
   * @param {string} value
   * @returns {string} where its page is, relative to the site's root
   */
  address(value) {
    return this.#addresses.get(value) ?? `${this.#base}${value.split("/").map(encodeURIComponent).join("/")}/`;
  }
}

/** All models by place: the order of their ids. */
export class BrowseIndex {
  #addresses;
  #newest;

  /** @param {IndexData} data */
  constructor(data) {
    this.ids = data.ids.flatMap(([organization, names]) =>
      names.map((name) => (organization ? `${organization}/${name}` : name)),
    );
    this.count = this.ids.length;
    this.facets = data.facets.map((facet) => new Facet(facet, this.count));
    this.byParameter = new Map(this.facets.map((facet) => [facet.parameter, facet]));
    this.perText = data.per_text;
    this.texts = data.texts;
    this.results = data.results;
    this.updated = data.updated;
    this.created = data.created;
    this.#addresses = data.addresses;
    this.#newest = data.newest ? Date.parse(data.newest) : 0;
  }

  get hasDates() {
    return this.#newest > 0;
  }

  /**
   * @param {number} place
   * @returns {string} where a model's page is, relative to the site's root
   */
  address(place) {
    const id = this.ids[place] ?? "";
    return this.#addresses[place] ?? `${id.split("/").map(encodeURIComponent).join("/")}/`;
  }

  /**
   * @param {number} place
   * @param {boolean} [isCreation]
   * @returns {string} the day of the last or first change of a model's card, empty when it is not known
   */
  day(place, isCreation = false) {
    const days = (isCreation ? this.created : this.updated)[place] ?? -1;
    return days < 0 ? "" : new Date(this.#newest - days * DAY_MILLISECONDS).toISOString().slice(0, 10);
  }
}

/** @param {number[]} distances */
function fromDistances(distances) {
  const places = Int32Array.from(distances);
  for (let at = 1; at < places.length; at++) {
    places[at] = (places[at] ?? 0) + (places[at - 1] ?? 0);
  }
  return places;
}
