// The desk's own keys, beside those of keys.js: t takes the follow-up of the focused row, r opens it at the reply.

const SWITCHED_OFF = "churnvoice.keys.off";
const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]");
const focusedRow = () => document.activeElement.closest("tr") ?? document.querySelector("tr:has(.row-link)");

const actions = {
  t: (row) => row.querySelector("[data-take]")?.click(),
  r: (row) => location.assign(`${row.querySelector(".row-link").href}#reply`),
};

document.addEventListener("keydown", (event) => {
  if (localStorage.getItem(SWITCHED_OFF) === "1" || isTyping(event.target)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in actions)) return;
  const row = focusedRow();
  if (row?.querySelector(".row-link")) actions[event.key](row);
});

const help = document.querySelector("[data-keys-help]");
if (help) help.hidden = localStorage.getItem(SWITCHED_OFF) === "1";
