// What can be said of a text without the renderer, which most pages then never load.

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => escapes[char]!);
}

/** A formula's place, typeset after it is in the page. */
export function mathHtml(tex: string, display: boolean): string {
  const tag = display ? "div" : "span";
  return `<${tag} class="rf-math" data-display="${display}">${escapeHtml(tex)}</${tag}>`;
}

/** Whether a text is the same with and without markdown, in one line. */
export function isPlain(text: string): boolean {
  return !/[\\`*_[\]<>&$:~|#!@\n]|https?:|www\./.test(text);
}

/** Whether markdown makes one paragraph of a text, and nothing else of it. */
export function isPlainParagraph(text: string): boolean {
  return isPlain(text) && !/^\s|^(?:[-+]|\d{1,9}[.)])(?:\s|$)|^[-=]+\s*$|^(?:-\s*){3,}$|\s$/.test(text);
}
