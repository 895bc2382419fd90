// Cells on the clipboard: tab-separated values, as spreadsheets have them.

/** A rectangle of cells as text. */
export function toClipboard(cells: readonly (readonly string[])[]): string {
  const field = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return cells.map((row) => row.map(field).join("\t")).join("\n");
}

/** The rectangle that text on the clipboard stands for. */
export function fromClipboard(text: string): string[][] {
  const rows: string[][] = [[]];
  let field = "";
  let quoted = false;
  const source = text.replaceAll("\r\n", "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at]!;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (source[at + 1] === '"') field += source[(at += 1)];
      else quoted = false;
    } else if (letter === '"' && field === "") quoted = true;
    else if (letter === "\t" || letter === "\n") {
      rows.at(-1)!.push(field);
      field = "";
      if (letter === "\n") rows.push([]);
    } else field += letter;
  }
  rows.at(-1)!.push(field);
  return rows;
}
