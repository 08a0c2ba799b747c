/** Copies a model's id from its page. Pages work without it: the id can be selected as text. */

const SAID_MILLISECONDS = 1500;

/** @param {HTMLElement} button */
async function copy(button) {
  const label = button.textContent;
  await navigator.clipboard.writeText(button.dataset["mcCopy"] ?? "");
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = label;
  }, SAID_MILLISECONDS);
}

document.documentElement.classList.add("mc-js");
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-mc-copy]") : null;
  if (button instanceof HTMLElement) {
    void copy(button);
  }
});
