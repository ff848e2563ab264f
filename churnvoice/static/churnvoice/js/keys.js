// One key instead of a press: / searches, j and k move along the rows, and an element with data-key="t" answers to t.
// Single keys can be switched off in the menu of the person (WCAG 2.1.4); the choice stays in this browser.

const SWITCHED_OFF = "churnvoice.keys.off";
const isOff = () => localStorage.getItem(SWITCHED_OFF) === "1";
const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

function moveAlongRows(step) {
  const rows = [...document.querySelectorAll(".row-link")];
  const here = rows.findIndex((row) => row.closest("tr, li").contains(document.activeElement));
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)]?.focus();
}

function press(element) {
  if (element.matches("input:not([type=submit]), select, textarea")) element.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (isOff() || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const keyed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const search = event.key === "/" && document.querySelector("input[type=search]");
  if (keyed) press(keyed);
  else if (search) search.focus();
  else if (event.key === "j") moveAlongRows(1);
  else if (event.key === "k") moveAlongRows(-1);
  else return;
  event.preventDefault();
});

const keySwitch = document.querySelector("[data-keys-switch]");
if (keySwitch) {
  const show = () => keySwitch.setAttribute("aria-pressed", String(!isOff()));
  keySwitch.closest("[hidden]").hidden = false;
  keySwitch.addEventListener("click", () => {
    if (isOff()) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "1");
    show();
  });
  show();
}
