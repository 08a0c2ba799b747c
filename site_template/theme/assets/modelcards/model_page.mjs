/** Reads a model's page: what of it can stand beside what other models' pages say. */

/**
 * A fact: what tells it from others, its title, what it says, and what of that counts when facts are compared.
 * `elsewhere`: sections or results say the same.
 * @typedef {{ key: string, title: string, content: DocumentFragment, compared: string, elsewhere: boolean }} Fact
 */

/**
 * A result. `group` says what was tested on what, `direction` which values of the metric are better: "higher", "lower"
 * or, when that is not known, "".
 * @typedef {{ key: string, group: string, metric: string, content: DocumentFragment, direction: string }} Result
 */

/** @typedef {{ level: number, title: string, url: string }} Section */

/**
 * @typedef {{
 *   id: string, title: string, url: string, facts: Fact[], results: Result[], sections: Section[]
 * }} ModelPage
 */

const MOST_ROWS = 200;
const LEADERBOARDS = "/models/leaderboards/";
/** What a link to a license's text is called. */
const FULL_TEXT = "Full text";
const KEPT = new Set(
  "B BDI BR CODE DD DETAILS DL DT EM I LI OL P SMALL SPAN STRONG SUB SUMMARY SUP TIME UL".split(" "),
);
const LEFT_OUT =
  "annotation, audio, button, iframe, img, script, style, svg, template, video, .headerlink, .katex-html, .mc-bar";

/**
 * A copy with nothing in it but text, links and a few elements without any attributes that could do something.
 * @param {Node} node
 * @param {string} base what relative links are relative to
 * @returns {DocumentFragment}
 */
export function plainCopy(node, base) {
  const copy = document.createDocumentFragment();
  for (const child of node.childNodes) {
    if (child instanceof Text) {
      copy.append(child.data);
    } else if (child instanceof Element && !child.matches(LEFT_OUT)) {
      const inner = plainCopy(child, base);
      const element = emptyCopy(child, base);
      element?.append(inner);
      copy.append(element ?? inner);
    }
  }
  return copy;
}

/**
 * @param {Element} element
 * @param {string} base
 * @returns {HTMLElement | null} null for an element of which only the content is kept
 */
function emptyCopy(element, base) {
  const url = element.tagName === "A" ? webAddress(element.getAttribute("href"), base) : null;
  if (url === null && !KEPT.has(element.tagName)) {
    return null;
  }
  const copy = document.createElement(element.tagName);
  for (const name of ["dir", "lang"]) {
    const value = element.getAttribute(name);
    if (value) {
      copy.setAttribute(name, value);
    }
  }
  if (url !== null) {
    copy.setAttribute("href", url);
  }
  return copy;
}

/**
 * @param {string | null} href
 * @param {string} base
 * @returns {string | null}
 */
function webAddress(href, base) {
  try {
    const url = new URL(href ?? "", base);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * @param {Element | null | undefined} element
 * @returns {string}
 */
export function textOf(element) {
  return element ? folded(plainCopy(element, "").textContent ?? "") : "";
}

/**
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
  return text.replaceAll(/\s+/g, " ").trim();
}

/**
 * @param {string} html
 * @param {string} url the page's address
 * @returns {ModelPage | null} null for a page that is not a model's
 */
export function readModelPage(html, url) {
  // A parsed document runs no scripts and loads no images.
  const card = new DOMParser().parseFromString(html, "text/html").querySelector(".mc-card");
  const id = textOf(card?.querySelector(".mc-id"));
  if (!card || !id) {
    return null;
  }
  return {
    id,
    title: textOf(card.querySelector("h1")) || id,
    url,
    facts: [...summary(card, url), ...facts(card, url), ...dates(card)].slice(0, MOST_ROWS),
    results: [...results(card, url)].slice(0, MOST_ROWS),
    sections: [...sections(card, url)].slice(0, MOST_ROWS),
  };
}

/**
 * @param {Element} card
 * @param {string} url
 * @returns {Iterable<Fact>}
 */
function* summary(card, url) {
  const lead = card.querySelector(":scope > .mc-header > .mc-lead");
  if (lead) {
    // Summaries always differ.
    yield { key: "summary", title: "Summary", content: plainCopy(lead, url), compared: "", elsewhere: false };
  }
}

/**
 * @param {Element} card
 * @param {string} url
 * @returns {Iterable<Fact>}
 */
function* facts(card, url) {
  for (const term of card.querySelectorAll(":scope > .mc-header dl > dt")) {
    const says = term.nextElementSibling;
    const title = textOf(term);
    if (says?.tagName === "DD" && title) {
      const content = plainCopy(says, url);
      const key = singular(title.toLowerCase());
      yield { key, title, content, compared: comparedText(content, url), elsewhere: leadsOn(content, url) };
    }
  }
}

/**
 * What a fact says, without links to where one can read more: in the card's own text, or in a license's.
 * @param {DocumentFragment} content
 * @param {string} url
 */
function comparedText(content, url) {
  const copy = /** @type {DocumentFragment} */ (content.cloneNode(true));
  for (const link of copy.querySelectorAll("a")) {
    const leadsIntoText = link.href.startsWith(`${url}#`) && !link.hash.startsWith("#mc-");
    if (leadsIntoText || link.textContent === FULL_TEXT) {
      link.remove();
    }
  }
  return folded(copy.textContent ?? "").toLowerCase();
}

/**
 * Whether a fact only leads to places of its own page, or to its results.
 * @param {DocumentFragment} content
 * @param {string} url
 */
function leadsOn(content, url) {
  const links = [...content.querySelectorAll("a")];
  const length = links.reduce((sum, link) => sum + folded(link.textContent ?? "").length, 0);
  const own = links.filter(({ href }) => href.startsWith(`${url}#`));
  const isAll = own.length === links.length && folded(content.textContent ?? "").length <= length + links.length;
  return own.some(({ href }) => href.endsWith("#mc-results")) || (links.length > 0 && isAll);
}

/**
 * One model has a language, another has languages: that is the same row.
 * @param {string} title
 * @returns {string}
 */
function singular(title) {
  return title.replaceAll(/ies\b/g, "y").replaceAll(/s\b/g, "");
}

/**
 * @param {Element} card
 * @returns {Iterable<Fact>}
 */
function* dates(card) {
  for (const time of card.querySelectorAll(":scope > .mc-header > .mc-dates time")) {
    const title = folded(time.previousSibling?.textContent ?? "");
    if (title) {
      const content = plainCopy(time, "");
      yield { key: title, title, content, compared: textOf(time), elsewhere: false };
    }
  }
}

/**
 * @param {Element} card
 * @param {string} url
 * @returns {Iterable<Result>}
 */
function* results(card, url) {
  /** @type {Set<string>} */
  const boards = new Set();
  for (const body of card.querySelectorAll(":scope > .mc-section:has(> #mc-results) tbody")) {
    // In front of the task may stand the name of the entry in the card's metadata.
    const task = textOf(body.closest("table")?.caption).split(" · ").at(-1) ?? "";
    const group = [task, nameAndDetails(body.querySelector("th"))].filter(Boolean).join(" · ");
    for (const row of body.querySelectorAll("tr")) {
      const metric = nameAndDetails(row.querySelector("td"));
      const value = row.querySelector("td.mc-number");
      if (metric && value) {
        const direction = row.getAttribute("data-direction") ?? "";
        // Cards differ in what they leave unsaid about the same test, so a leaderboard knows better than the words.
        const board = webAddress(row.querySelector("td small a")?.getAttribute("href") ?? null, url) ?? "";
        const key = board.includes(LEADERBOARDS) && !boards.has(board) ? board : `${group}\n${metric}`.toLowerCase();
        boards.add(board);
        yield { key, group, metric, content: plainCopy(value, url), direction };
      }
    }
  }
}

/**
 * What a cell names, without where that comes from.
 * @param {Element | null} cell
 * @returns {string}
 */
function nameAndDetails(cell) {
  const parts = [...(cell?.childNodes ?? [])].filter(
    (part) => !(part instanceof Element) || part.matches(":not(small), [data-details]"),
  );
  return parts.map((part) => folded(part.textContent ?? "")).filter(Boolean).join(", ");
}

/**
 * @param {Element} card
 * @param {string} url
 * @returns {Iterable<Section>}
 */
function* sections(card, url) {
  for (const heading of card.querySelectorAll("[data-mc-body] :is(h1, h2, h3)[id]")) {
    const title = textOf(heading);
    if (title) {
      yield { level: Number(heading.tagName[1]), title, url: `${url}#${encodeURIComponent(heading.id)}` };
    }
  }
}
