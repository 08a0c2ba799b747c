/** Puts two to four models side by side. All that it shows comes from the models' own pages, which it fetches. */

import { comparisonTable } from "./compare_table.mjs";
import { one } from "./elements.mjs";
import { Names } from "./model_names.mjs";
import { readModelPage } from "./model_page.mjs";

/** @typedef {import("./model_page.mjs").ModelPage} ModelPage */

const MOST = 4;
const MOST_ASKED = 12;
const SLOW_MILLISECONDS = 400;

/** A sentence, and ids that a reader may have meant. */
/** @typedef {{ text: string, instead?: string[] }} Message */

/** A model that could not be shown. */
class Missing extends Error {
  /**
   * @param {string} text
   * @param {string[]} instead
   */
  constructor(text, instead = []) {
    super(text);
    this.instead = instead;
  }
}

/**
 * Makes the page of comparisons work, once.
 * @param {HTMLElement} root
 */
export function start(root) {
  if (root.dataset["mcStarted"] === undefined) {
    root.dataset["mcStarted"] = "";
    new Comparison(root);
  }
}

class Comparison {
  /** @type {Map<string, Promise<ModelPage | null>>} */
  #pages = new Map();
  /** @type {ModelPage[]} */
  #shown = [];
  #run = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.path = location.pathname;
    this.siteTitle = document.title;
    this.siteRoot = new URL(root.dataset["root"] ?? "", location.href);
    this.names = new Names(new URL(root.dataset["names"] ?? "", location.href));
    const names = one(root, "template", HTMLTemplateElement).content.textContent ?? "";
    this.sectionNames = names.trim().split("\n").map((line) => line.split("|"));
    this.form = one(root, "form", HTMLFormElement);
    this.input = one(root, "input", HTMLInputElement);
    this.list = one(root, "datalist", HTMLDataListElement);
    this.status = one(root, "[role=status]", HTMLElement);
    this.table = one(root, "[role=region]", HTMLElement);
    this.tools = one(root, "[data-tools]", HTMLElement);
    one(root, ".mc-compare__needs", HTMLElement).remove();
    this.tools.hidden = false;
    this.#listen();
    void this.#show();
  }

  #listen() {
    this.input.addEventListener("focus", () => void this.names.load().catch(() => undefined), { once: true });
    this.input.addEventListener("input", (event) => void this.#suggest(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#add(this.input.value.trim());
    });
    const follow = () => {
      if (!this.root.isConnected) {
        removeEventListener("popstate", follow);
      } else if (location.pathname === this.path) {
        void this.#show();
      }
    };
    addEventListener("popstate", follow);
  }

  /** @param {Event} event */
  async #suggest(event) {
    const text = this.input.value.trim();
    const names = await this.names.load().catch(() => null);
    if (!names || text !== this.input.value.trim()) {
      return;
    }
    // A suggestion was taken, not typed.
    const taken = !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
    if (taken && names.find(text) === text) {
      await this.#add(text);
      return;
    }
    const options = names.matches(text).map((id) => {
      const option = document.createElement("option");
      option.value = id;
      return option;
    });
    this.list.replaceChildren(...options);
  }

  /** @param {string} text */
  async #add(text) {
    const ids = this.#shown.map(({ id }) => id);
    try {
      const names = await this.names.load();
      const id = names.find(text);
      if (id === null) {
        throw unknown(text, names);
      }
      if (ids.includes(id)) {
        throw new Missing(`${id} is in the table already.`);
      }
      if (ids.length >= MOST) {
        throw new Missing("The table has room for four models. Remove one first.");
      }
      this.input.value = "";
      this.list.replaceChildren();
      this.#go([...ids, id]);
    } catch (error) {
      this.#say([message(error)]);
    }
    this.input.focus();
  }

  /** @param {ModelPage} model */
  async #remove(model) {
    const place = this.#shown.indexOf(model);
    await this.#go(this.#shown.filter((other) => other !== model).map(({ id }) => id));
    const buttons = this.table.querySelectorAll("button");
    (buttons[Math.min(place, buttons.length - 1)] ?? this.input).focus();
  }

  /** @param {string[]} ids */
  #go(ids) {
    const query = ids.map((id) => `model=${encodeURIComponent(id).replaceAll("%2F", "/")}`).join("&");
    history.pushState(null, "", query ? `?${query}` : this.path);
    return this.#show();
  }

  /** Shows what the address asks for. */
  async #show() {
    const run = ++this.#run;
    const asked = new Set(new URLSearchParams(location.search).getAll("model").map((id) => id.trim()));
    asked.delete("");
    const slow = setTimeout(() => this.#say([{ text: "Loading…" }]), SLOW_MILLISECONDS);
    const loaded = await Promise.all([...asked].slice(0, MOST_ASKED).map((id) => this.#model(id).catch(message)));
    clearTimeout(slow);
    if (run !== this.#run) {
      return;
    }
    const messages = loaded.filter((model) => "text" in model);
    const models = new Map(loaded.flatMap((model) => ("text" in model ? [] : [[model.url, model]])));
    this.#shown = [...models.values()].slice(0, MOST);
    this.#say([...new Map(messages.map((one) => [one.text, one])).values(), ...this.#hints(models.size, asked.size)]);
    this.#fill();
  }

  /**
   * @param {number} found
   * @param {number} asked
   * @returns {Message[]}
   */
  #hints(found, asked) {
    if (found > MOST || asked > MOST_ASKED) {
      return [{ text: "These are the first four; the table has room for no more." }];
    }
    const [first] = this.#shown;
    if (found > 1 || (!first && asked)) {
      return [];
    }
    return [{ text: first ? `Add a model to compare with ${first.id}.` : "Add the first model." }];
  }

  #fill() {
    const hadFocus = this.table.contains(document.activeElement);
    const ids = this.#shown.map(({ id }) => id);
    this.table.hidden = ids.length === 0;
    this.table.replaceChildren();
    if (ids.length > 0) {
      this.table.append(comparisonTable(this.#shown, this.sectionNames, (model) => void this.#remove(model)));
    }
    if (hadFocus) {
      (ids.length > 0 ? this.table : this.input).focus();
    }
    document.title = ids.length > 0 ? `${ids.join(", ")} – ${this.siteTitle}` : this.siteTitle;
  }

  /**
   * @param {string} wanted an id, in any case
   * @returns {Promise<ModelPage>}
   */
  async #model(wanted) {
    const direct = await this.#page(`${wanted.split("/").map(encodeURIComponent).join("/")}/`);
    if (direct?.id === wanted) {
      return direct;
    }
    const names = await this.names.load();
    const id = names.find(wanted);
    const page = id === null ? null : await this.#page(names.address(id));
    if (!page) {
      throw unknown(wanted, names);
    }
    return page;
  }

  /**
   * @param {string} address relative to the site's root
   * @returns {Promise<ModelPage | null>} null where no model's page is
   */
  #page(address) {
    const url = new URL(address + (this.root.dataset["pageFile"] ?? ""), this.siteRoot).href;
    const known = this.#pages.get(url) ?? readPage(url, this.siteRoot.href);
    this.#pages.set(url, known);
    known.catch(() => this.#pages.delete(url));
    return known;
  }

  /** @param {Message[]} messages */
  #say(messages) {
    const lines = messages.map(({ text, instead = [] }) => {
      const line = document.createElement("p");
      line.append(text);
      for (const id of instead) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(id);
        button.addEventListener("click", () => void this.#add(id));
        line.append(" ", button);
      }
      return line;
    });
    this.status.replaceChildren(...lines);
  }
}

/**
 * @param {string} url
 * @param {string} siteRoot
 */
async function readPage(url, siteRoot) {
  if (!url.startsWith(siteRoot)) {
    return null;
  }
  const response = await fetch(url);
  if (response.status === 404) {
    return null;
  }
  if (!response.ok) {
    throw new Missing(`The server answers with error ${response.status} for ${url}.`);
  }
  return readModelPage(await response.text(), url);
}

/**
 * @param {string} id
 * @param {import("./model_names.mjs").NameIndex} names
 */
function unknown(id, names) {
  const instead = names.nearest(id);
  const help = instead.length > 0 ? " Did you mean:" : " Type a part of an id to see those that there are.";
  return new Missing(`There is no model “${id}” here.${help}`, instead);
}

/**
 * @param {unknown} error
 * @returns {Message}
 */
function message(error) {
  if (error instanceof Missing) {
    return { text: error.message, instead: error.instead };
  }
  return { text: "The models can't be loaded: the site does not answer. Check the connection and try again." };
}
