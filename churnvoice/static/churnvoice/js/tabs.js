// On a narrow screen a row of tabs scrolls: the chosen one comes into sight.

for (const tabs of document.querySelectorAll(".tabs")) {
  const chosen = tabs.querySelector("[aria-current]");
  if (chosen) tabs.scrollLeft = chosen.offsetLeft - tabs.offsetLeft;
}
