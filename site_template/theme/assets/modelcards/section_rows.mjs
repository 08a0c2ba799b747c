/** The rows of a comparison that lead to the sections of the cards, side by side where their titles mean the same. */

/** @typedef {import("./compare_table.mjs").Row} Row */
/** @typedef {import("./model_page.mjs").ModelPage} ModelPage */
/** @typedef {import("./model_page.mjs").Section} Section */

const LINKS_SHOWN = 3;

/**
 * The sections that the template knows in its order, then others that several cards have, then the rest.
 * @param {ModelPage[]} models
 * @param {string[][]} names
 * @returns {Row[]}
 */
export function sectionRows(models, names) {
  /** @type {Map<string, string[]>} */
  const meanings = new Map();
  for (const [name = "", ...titles] of names) {
    for (const title of titles) {
      meanings.set(title, [...(meanings.get(title) ?? []), name]);
    }
  }
  const columns = models.map((model) => sectionsByName(model, meanings));
  const all = new Set(columns.flatMap((column) => [...column.keys()]));
  const known = names.map(([name = ""]) => name).filter((name) => all.has(name));
  const shared = [...all].filter((name) => columns.filter((column) => column.has(name)).length > 1);
  const rows = [...new Set([...known, ...shared])].map((name) => {
    const found = columns.map((column) => column.get(name) ?? []);
    const title = known.includes(name) ? name : (found.flat()[0]?.title ?? "");
    columns.forEach((column) => column.delete(name));
    return { title, cells: found.map(links) };
  });
  const rest = columns.map((column) => [...column.values()].flat());
  return rest.some((sections) => sections.length > 0) ? [...rows, { title: "Others", cells: rest.map(links) }] : rows;
}

/**
 * @param {ModelPage} model
 * @param {Map<string, string[]>} meanings the names of the sections that a title means
 * @returns {Map<string, Section[]>} sections that are not known by their own titles
 */
function sectionsByName(model, meanings) {
  /** @type {Map<string, Section[]>} */
  const found = new Map();
  for (const section of model.sections) {
    const title = plainTitle(section.title);
    if (section.level > 1 || section.title !== model.title) {
      for (const name of meanings.get(title) ?? [title]) {
        found.set(name, [...(found.get(name) ?? []), section]);
      }
    }
  }
  return found;
}

/**
 * A heading's text as titles are compared: words without case, without numbers in front and what is in brackets.
 * @param {string} title
 * @returns {string}
 */
function plainTitle(title) {
  const text = title.toLowerCase().replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, " ").replaceAll("&", " and ");
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = words.findIndex((word) => !/^\d+$/.test(word));
  return first < 0 ? title.toLowerCase() : words.slice(first).join(" ");
}

/**
 * @param {Section[]} sections
 * @returns {Node | null}
 */
function links(sections) {
  if (sections.length === 0) {
    return null;
  }
  const list = document.createElement("ul");
  for (const { title, url } of sections) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.dir = "auto";
    link.append(title);
    item.append(link);
    list.append(item);
  }
  if (sections.length <= LINKS_SHOWN) {
    return list;
  }
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append(`${sections.length} sections`);
  details.append(summary, list);
  return details;
}
