/* What a clerk typed or pasted into a cell, as a number. Mirrors accounts/entry/amounts.py; both are held to
   tests/accounts/entry/amounts.json. Numbers are BigInt in hundredths: 分 of 元, hundredths of a piece or a percent. */

const BLANKS = new Set(["", "-", "--", "---", "/", "无", "空"]);
const CURRENCY = /^(人民币|RMB|CNY|¥)/i;
const DIGITS = 14;
const WAN = 10_000n;

export class Unreadable extends Error {}

/** Hundredths, or null for a blank. Throws Unreadable with the reason in the clerk's words. */
export function read(typed, measure, scale) {
  let text = cleaned(typed);
  if (BLANKS.has(text)) return null;
  let negative;
  [text, negative] = unsigned(text);
  const [number, factor] = unit(text, measure, scale);
  const exact = decimal(typed, number);
  const whole = number.split(".")[0].replace(/[^0-9]/g, "").replace(/^0+/, "");
  if (whole.length > DIGITS) throw new Unreadable(`“${shortened(typed)}”超过 ${DIGITS} 位，请核对`);
  const value = fitted(typed, exact, factor, measure, scale);
  return negative ? -value : value;
}

function cleaned(typed) {
  const text = typed.normalize("NFKC").replace(/[−–—‐‑﹣]/g, "-").replace(/[\s\u200b\ufeff]+/g, "");
  return text.replace(/^'/, "").replaceAll("，", ",");
}

function unsigned(text) {
  if (text.startsWith("(") && text.endsWith(")")) return [text.slice(1, -1).replace(CURRENCY, ""), true];
  text = text.replace(CURRENCY, "");
  if (text[0] === "+" || text[0] === "-") return [text.slice(1).replace(CURRENCY, ""), text[0] === "-"];
  return [text, false];
}

function unit(text, measure, scale) {
  if (measure === "percent") return [text.replace(/%$/, ""), 1n];
  if (measure === "count") return [text.replace(/(人次|台\(套\)|[个辆人次台套])$/, ""), 1n];
  if (text.endsWith("万元")) return [text.slice(0, -2), WAN];
  if (text.endsWith("元")) return [text.slice(0, -1), 1n];
  return [text, scale === "wan" ? WAN : 1n];
}

/** Digits and how many of them stand behind the point. */
function decimal(typed, number) {
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(number) || /^(\d+(\.\d*)?|\.\d+)$/.test(number)) {
    const [whole, part = ""] = number.replaceAll(",", "").split(".");
    return { digits: BigInt(whole + part || "0"), places: part.length };
  }
  const said = shortened(typed);
  if (/^[\d,.]*\d[\d,.]*$/.test(number)) throw new Unreadable(`“${said}”的分节号或小数点不对，请核对`);
  if (/^[\d.]+E[+-]?\d+$/i.test(number)) {
    throw new Unreadable(`“${said}”是科学记数，请在 Excel 中改为数值格式后再粘贴`);
  }
  if (/^#+$/.test(number)) throw new Unreadable("Excel 的列太窄，复制到的是 ####，请加宽后再复制");
  throw new Unreadable(`“${said}”不是数`);
}

/** Refuses more places than the cell has: nothing is rounded behind the clerk's back. */
function fitted(typed, { digits, places }, factor, measure, scale) {
  const power = 10n ** BigInt(places);
  const scaled = digits * factor * 100n;
  const step = measure === "count" ? 100n : measure === "money" && scale === "wan" ? 10_000n : 1n;
  if (scaled % power || (scaled / power) % step) {
    if (measure === "count") throw new Unreadable(`“${shortened(typed)}”应为整数`);
    const where = measure === "money" && scale === "wan" ? "（本决算以万元为单位）" : "";
    throw new Unreadable(`“${shortened(typed)}”的小数超过两位${where}`);
  }
  return scaled / power;
}

function shortened(typed) {
  const text = typed.split(/\s+/).filter(Boolean).join(" ");
  return [...text].length <= 24 ? text : `${[...text].slice(0, 23).join("")}…`;
}

/** As it is edited and sent: 1234.50, without separators; empty for a blank. */
export function written(value, measure, scale) {
  if (value === null || value === undefined) return "";
  const hundredths = measure === "money" && scale === "wan" ? value / WAN : value;
  const sign = hundredths < 0n ? "-" : "";
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, "0");
  const [whole, part] = [digits.slice(0, -2), digits.slice(-2)];
  if (measure === "money") return `${sign}${whole}.${part}`;
  return `${sign}${whole}.${part}`.replace(/0+$/, "").replace(/\.$/, "");
}

/** As a table shows it: with separators. */
export function shown(value, measure, scale) {
  return grouped(written(value, measure, scale), measure);
}

export function grouped(text, measure) {
  return measure === "money" ? text.replace(/^(-?)(\d+)/, (_, sign, whole) =>
    sign + whole.replace(/\B(?=(\d{3})+$)/g, ",")) : text;
}

/** How far a total of `parts` parts may honestly be from their sum (accounts/money.py: slack). */
export function slack(parts, measure, scale) {
  return measure === "money" && scale === "wan" ? 5000n * BigInt(parts + 1) : 0n;
}
