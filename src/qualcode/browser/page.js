"use strict";

document.getElementById("again").addEventListener("click", () => window.location.reload());

// Keys go to the workbench at once, without a click into it first.
new MutationObserver(() => {
  if (document.body.classList.contains("-first-byte")) {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }
}).observe(document.body, { attributeFilter: ["class"] });

// The terminal on the page visits a web address that is clicked, and a click is how an interview is marked: nothing is opened.
window.open = () => null;

// The terminal would take all keys to itself; left to the browser, one pastes and the other fills the screen.
document.addEventListener(
  "keydown",
  (key) => {
    const pastes = key.ctrlKey && !key.altKey && !key.metaKey && key.key.toLowerCase() === "v";
    if (pastes || key.key === "F11") key.stopPropagation();
  },
  true,
);

// Why no workbench is shown, where the server says so before it closes.
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    this.addEventListener("message", ({ data }) => {
      const [kind, words] = typeof data === "string" ? JSON.parse(data) : [];
      if (kind === "why") document.getElementById("said").textContent = words;
    });
  }
};
