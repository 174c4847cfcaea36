// Review works without this. With it, one key does what a button says; the key's place on the keyboard counts, not its letter.
"use strict";
const keys = document.getElementById("keys");
if (keys) {
  keys.closest("[hidden]").hidden = false;
  keys.checked = localStorage.getItem("marsad-keys") !== "off"; // who speaks to the machine may not want single keys
  keys.addEventListener("change", () => localStorage.setItem("marsad-keys", keys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const within = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.code === "Escape" && within) within.blur();
    if (within || !keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const focus = document.querySelector(`[data-key-focus="${event.code}"]`);
    const found = document.querySelector(`[data-key="${event.code}"]`);
    if (focus) { event.preventDefault(); focus.focus(); }
    else if (event.code === "KeyC") { event.preventDefault(); document.querySelector(".fields select, .fields input")?.focus(); }
    else if (found) { event.preventDefault(); found.click(); }
  });
}
