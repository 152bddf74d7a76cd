"use strict";

document.getElementById("again").addEventListener("click", () => window.location.reload());

// Keys go to the workbench at once, without a click into it first.
new MutationObserver(() => {
  if (document.body.classList.contains("-first-byte")) {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }
}).observe(document.body, { attributeFilter: ["class"] });
