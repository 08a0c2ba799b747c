/** The table of a comparison: a column for each model, a row for whatever one of them says. */

import { folded } from "./model_page.mjs";
import { sectionRows } from "./section_rows.mjs";

/** @typedef {import("./model_page.mjs").ModelPage} ModelPage */
/** @typedef {import("./model_page.mjs").Result} Result */

/**
 * A row: its title, and what each model has in it, null where it has nothing.
 * @typedef {{ title: string, cells: (Node | null)[], differs?: boolean }} Row
 */

/**
 * @param {ModelPage[]} models
 * @param {string[][]} names each section's name, followed by the titles that mean it
 * @param {(model: ModelPage) => void} remove
 * @returns {HTMLTableElement}
 */
export function comparisonTable(models, names, remove) {
  const table = document.createElement("table");
  table.className = "mc-table";
  table.createCaption().append("Comparison");
  table.createTHead().append(namesRow(models));
  table.createTBody().append(titlesRow(models, remove));
  appendRows(table, "", factRows(models));
  for (const [group, rows] of resultRows(models)) {
    appendRows(table, group || "Evaluation results", rows);
  }
  appendRows(table, "Sections of the cards", sectionRows(models, names));
  return table;
}

/** @param {ModelPage[]} models */
function namesRow(models) {
  const row = document.createElement("tr");
  row.insertCell();
  for (const model of models) {
    const cell = headCell("col");
    const link = document.createElement("a");
    link.href = model.url;
    link.append(model.id);
    cell.append(link);
    row.append(cell);
  }
  return row;
}

/**
 * What does not stay in sight when the table scrolls.
 * @param {ModelPage[]} models
 * @param {(model: ModelPage) => void} remove
 */
function titlesRow(models, remove) {
  const row = document.createElement("tr");
  row.insertCell();
  for (const model of models) {
    const cell = row.insertCell();
    if (model.title !== model.id) {
      const title = document.createElement("small");
      title.dir = "auto";
      title.append(model.title);
      cell.append(title);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.append("Remove", hidden(` ${model.id}`));
    button.addEventListener("click", () => remove(model));
    cell.append(button);
  }
  return row;
}

/**
 * @param {HTMLTableElement} table
 * @param {string} title of the group of rows, or nothing
 * @param {Row[]} rows
 */
function appendRows(table, title, rows) {
  if (rows.length === 0) {
    return;
  }
  const body = table.createTBody();
  if (title) {
    const head = headCell("rowgroup");
    const inner = document.createElement("span");
    inner.append(title);
    head.append(inner);
    head.colSpan = (rows[0]?.cells.length ?? 0) + 1;
    body.insertRow().append(head);
  }
  for (const { title, cells, differs } of rows) {
    const row = body.insertRow();
    const head = headCell("row");
    head.append(title);
    if (differs) {
      const mark = document.createElement("span");
      mark.setAttribute("aria-hidden", "true");
      mark.append("\u00a0≠");
      head.append(mark, hidden(" (differs)"));
    }
    row.append(head);
    for (const content of cells) {
      row.insertCell().append(content ?? "–");
    }
  }
}

/** @param {"col" | "row" | "rowgroup"} scope */
function headCell(scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  return cell;
}

/** @param {string} text */
function hidden(text) {
  const span = document.createElement("span");
  span.className = "mc-visually-hidden";
  span.append(text);
  return span;
}

/**
 * @param {ModelPage[]} models
 * @returns {Row[]}
 */
function factRows(models) {
  return mergedKeys(models.map(({ facts }) => facts)).flatMap((key) => {
    const found = models.map(({ facts }) => facts.find((fact) => fact.key === key));
    if (found.every((fact) => fact?.elsewhere ?? true)) {
      return [];
    }
    const texts = new Set(found.map((fact) => fact?.compared ?? ""));
    const titles = found.flatMap((fact) => (fact ? [fact.title] : []));
    return {
      // "Languages" rather than "Language" when one model has several.
      title: titles.sort((one, other) => other.length - one.length)[0] ?? "",
      cells: found.map((fact) => fact?.content.cloneNode(true) ?? null),
      differs: texts.size > 1,
    };
  });
}

/**
 * The keys of all lists, each once, in an order that follows that of the lists.
 * @param {{ key: string }[][]} lists
 * @returns {string[]}
 */
function mergedKeys(lists) {
  /** @type {string[]} */
  const merged = [];
  for (const list of lists) {
    let place = 0;
    for (const { key } of list) {
      const known = merged.indexOf(key);
      if (known < 0) {
        merged.splice(place, 0, key);
      }
      place = (known < 0 ? place : known) + 1;
    }
  }
  return merged;
}

/**
 * @param {ModelPage[]} models
 * @returns {Map<string, Row[]>} the rows by what was tested on what
 */
function resultRows(models) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const key of mergedKeys(models.map(({ results }) => results))) {
    const found = models.map(({ results }) => results.find((result) => result.key === key));
    const first = found.find((result) => result !== undefined);
    if (first) {
      const best = bestOf(found);
      const cells = found.map((result) => (result ? resultCell(result, best.includes(result)) : null));
      const rows = groups.get(first.group) ?? [];
      rows.push({ title: first.metric, cells });
      groups.set(first.group, rows);
    }
  }
  return groups;
}

/**
 * @param {Result} result
 * @param {boolean} best
 * @returns {Node}
 */
function resultCell(result, best) {
  const content = result.content.cloneNode(true);
  if (!best) {
    return content;
  }
  const strong = document.createElement("strong");
  strong.append(content, hidden(" (best)"));
  return strong;
}

/**
 * The best of results that can be compared: which way is better is known, and all are numbers of the same unit.
 * @param {(Result | undefined)[]} found
 * @returns {Result[]}
 */
function bestOf(found) {
  const results = found.filter((result) => result !== undefined);
  const directions = new Set(results.map(({ direction }) => direction));
  const [direction] = directions;
  const numbers = results.map(({ content }) => numberOf(folded(content.textContent ?? "")));
  const values = numbers.map(({ value }) => value);
  const units = new Set(numbers.map(({ unit }) => unit));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // One card writes 0.9 where another writes 90.
  const scalesDiffer = least >= 0 && least <= 1 && most > 2;
  if (directions.size !== 1 || units.size !== 1 || !(least < most) || scalesDiffer) {
    return [];
  }
  const best = direction === "higher" ? most : direction === "lower" ? least : Number.NaN;
  return results.filter((_, place) => values[place] === best);
}

/**
 * @param {string} text such as "91.3 %"
 * @returns {{ value: number, unit: string }} not a number where the text does not begin with one
 */
function numberOf(text) {
  const [number = ""] = /^[-−+]?[\d,]*\.?\d+(?:e[-+]?\d+)?/i.exec(text) ?? [];
  const value = number ? Number(number.replace("−", "-").replaceAll(",", "")) : Number.NaN;
  return { value, unit: text.slice(number.length).trim() };
}
