// Pages work without this. With it, the sentence of a claim and its line in the margin show each other.
"use strict";
document.addEventListener("mouseover", (event) => {
  const said = event.target.closest("[data-claims]");
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  if (said) said.dataset.claims.split(" ").forEach((id) => document.getElementById("c" + id)?.classList.add("lit"));
});
