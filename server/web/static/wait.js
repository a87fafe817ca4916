// The waiting room's page, kept up to date in place. Without this script the page loads itself again.
(() => {
  const room = document.getElementById("wait");
  if (!room || !room.dataset.status) return;
  const show = (part, text) => {
    const line = document.getElementById("wait-" + part);
    if (line.textContent !== text) line.textContent = text;
  };
  const again = (seconds) => setTimeout(ask, 1000 * (seconds + Math.random()));
  async function ask() {
    try {
      const answer = await fetch(room.dataset.status, { credentials: "same-origin" });
      if (!answer.ok) return again(10);
      const told = await answer.json();
      if (told.turn === "yours") return location.reload();
      for (const part of ["heading", "text", "hint"]) show(part, told[part]);
      if (told.turn === "wait") again(told.ask_again);
    } catch {
      again(10); // no network just now
    }
  }
  again(Number(room.dataset.askAgain));
})();
