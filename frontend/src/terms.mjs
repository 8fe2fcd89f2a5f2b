// The definition of a term beside its word: on hover, on focus, and on the first tap.

let bubble = null;
let shownFor = null;

function hide() {
  if (!shownFor) return;
  shownFor.removeAttribute("aria-describedby");
  shownFor = null;
  bubble.hidden = true;
}

function show(term) {
  if (shownFor === term) return;
  if (!bubble) {
    bubble = document.createElement("div");
    bubble.id = "qj-definition";
    bubble.className = "qj-definition";
    bubble.setAttribute("role", "tooltip");
    document.body.append(bubble);
  }
  hide();
  bubble.textContent = `${term.textContent}：${term.dataset.definition}`;
  bubble.hidden = false;
  term.setAttribute("aria-describedby", bubble.id);
  shownFor = term;
  const place = term.getBoundingClientRect();
  const left = Math.min(Math.max(8, place.left), document.documentElement.clientWidth - bubble.offsetWidth - 8);
  const below = place.bottom + 6 + bubble.offsetHeight <= innerHeight;
  const top = below ? place.bottom + 6 : place.top - bubble.offsetHeight - 6;
  bubble.style.left = `${Math.max(8, left) + scrollX}px`;
  bubble.style.top = `${top + scrollY}px`;
}

function termOf(event) {
  return event.target instanceof Element ? event.target.closest(".qj-term") : null;
}

/** Works on links with a definition; without a script they lead to the term's page. */
export function startTerms() {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const term = termOf(event);
    if (term) show(term);
    else if (!(event.target instanceof Element && event.target.closest(".qj-definition"))) hide();
  });
  document.addEventListener("focusin", (event) => (termOf(event) ? show(termOf(event)) : hide()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse" && termOf(event) !== null && termOf(event) !== shownFor;
    if (event.pointerType !== "mouse" && !termOf(event)) hide();
  });
  document.addEventListener("click", (event) => {
    const term = termOf(event);
    if (!term || !touched) return;
    touched = false;
    event.preventDefault(); // the first tap explains, the second leads to the term
    show(term);
  });
}
