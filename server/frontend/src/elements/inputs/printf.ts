// Numbers as text: printf conversions and the named styles.

const CONVERSION = /%([-+ 0,]*)(\d+)?(?:\.(\d+))?([diufFeEgGxXobs%])/g;

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function general(value: number, precision: number): string {
  const digits = Math.max(1, precision);
  const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  if (power < -4 || power >= digits) {
    return exponent(value.toExponential(digits - 1).replace(/\.?0+e/, "e"));
  }
  const fixed = value.toFixed(Math.max(0, digits - 1 - power));
  return fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
}

function convert(value: number, conversion: string, precision: number | undefined): string {
  switch (conversion) {
    case "d":
    case "i":
    case "u":
      return Math.trunc(value).toFixed(0);
    case "f":
    case "F":
      return value.toFixed(precision ?? 6);
    case "e":
      return exponent(value.toExponential(precision ?? 6));
    case "E":
      return exponent(value.toExponential(precision ?? 6)).toUpperCase();
    case "g":
      return general(value, precision ?? 6);
    case "G":
      return general(value, precision ?? 6).toUpperCase();
    case "x":
      return Math.trunc(value).toString(16);
    case "X":
      return Math.trunc(value).toString(16).toUpperCase();
    case "o":
      return Math.trunc(value).toString(8);
    case "b":
      return Math.trunc(value).toString(2);
    default:
      return String(value);
  }
}

function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/**
 * Formats `value` by a printf pattern with one conversion, such as `%d km` or `%0.2f%%`.
 * A pattern without a conversion stands as it is.
 */
export function printf(format: string, value: number): string {
  return format.replace(
    CONVERSION,
    (_all, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
      if (kind === "%") return "%";
      let body = convert(Math.abs(value), kind, precision === undefined ? undefined : +precision);
      if (flags.includes(",")) body = grouped(body);
      const negative = value < 0 && /[1-9a-f]/i.test(body);
      const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
      const room = (width === undefined ? 0 : +width) - sign.length;
      if (flags.includes("-")) return (sign + body).padEnd(room + sign.length);
      return flags.includes("0") ? sign + body.padStart(room, "0") : (sign + body).padStart(room + sign.length);
    },
  );
}

/** The number of decimals that a printf pattern shows, or undefined when it does not say. */
export function decimalsOf(format: string): number | undefined {
  for (const [, , , precision, kind] of format.matchAll(CONVERSION)) {
    if (kind === "d" || kind === "i" || kind === "u") return 0;
    if (kind === "f" || kind === "F") return precision === undefined ? 6 : +precision;
  }
  return undefined;
}

const STYLES: Record<string, Intl.NumberFormatOptions> = {
  localized: { maximumFractionDigits: 20 },
  percent: { style: "percent", maximumFractionDigits: 2 },
  dollar: { style: "currency", currency: "USD" },
  euro: { style: "currency", currency: "EUR" },
  yen: { style: "currency", currency: "JPY" },
  accounting: { minimumFractionDigits: 2, maximumFractionDigits: 2, currencySign: "accounting" },
  compact: { notation: "compact", maximumFractionDigits: 1 },
  scientific: { notation: "scientific", maximumFractionDigits: 3 },
  engineering: { notation: "engineering", maximumFractionDigits: 3 },
};

const formatters = new Map<string, Intl.NumberFormat>();

/** Formats bytes with the largest unit that leaves a number of at least one. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (Math.abs(size) >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(size) : size.toFixed(1).replace(/\.0$/, "")}${units[unit]}`;
}

/**
 * Formats a number by a named style (`percent`, `dollar`, `compact` …) or a printf pattern.
 * `locale` is for tests; by default the reader's own.
 */
export function formatNumber(format: string, value: number, locale?: string): string {
  if (format === "plain") return String(value);
  if (format === "bytes") return formatBytes(value);
  if (format === "accounting" && value < 0) return `(${formatNumber(format, -value, locale)})`;
  const style = STYLES[format];
  if (style === undefined) return printf(format, value);
  const id = `${locale ?? ""}|${format}`;
  let formatter = formatters.get(id);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(locale, style);
    formatters.set(id, formatter);
  }
  return formatter.format(value);
}
