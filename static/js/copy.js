/** Copies the text of a [data-copy] field and says so. */
for (const field of document.querySelectorAll("[data-copy]")) {
  const button = field.querySelector("button");
  const status = field.querySelector("[role=status]");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.dataset.copy);
    const word = button.querySelector("span:not(.icon-wrapper)");
    const before = word.textContent;
    word.textContent = status.textContent = status.dataset.done;
    setTimeout(() => { word.textContent = before; status.textContent = ""; }, 3_000);
  });
}
