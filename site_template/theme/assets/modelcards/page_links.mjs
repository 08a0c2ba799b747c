/** Links between the pages of a long list, as `pages/paging.py` chooses them. */

import { element } from "./elements.mjs";

const NEAR = 2;

/**
 * @param {number} current page, from 0
 * @param {number} count of pages
 * @param {(page: number) => string} address
 * @param {(page: number) => void} onChoose
 */
export function pageLinks(current, count, address, onChoose) {
  const links = element("nav", { class: "mc-pages", "aria-label": "Pages" });
  links.hidden = count < 2;
  const wanted = new Set([0, count - 1]);
  for (let page = Math.max(0, current - NEAR); page <= Math.min(count - 1, current + NEAR); page++) {
    wanted.add(page);
  }
  let before = -1;
  for (const page of [...wanted].sort((one, other) => one - other)) {
    if (page > before + 1) {
      links.append(element("span", {}, "…"));
    }
    const link = element("a", { href: address(page) }, String(page + 1));
    if (page === current) {
      link.setAttribute("aria-current", "page");
    }
    link.addEventListener("click", (event) => {
      if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
        event.preventDefault();
        // Themes with instant navigation would load the page.
        event.stopPropagation();
        onChoose(page);
      }
    });
    links.append(link);
    before = page;
  }
  return links;
}
