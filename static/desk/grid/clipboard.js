/* What Excel, WPS and ET put on the clipboard, as rows of texts, and back. */

/** Rows of texts; a place that a shorter row does not reach is undefined and stays as it is. */
export function rows(plain, html) {
  const isBlock = /[\t\n\r]/.test(plain.replace(/[\r\n]+$/, ""));
  if (!isBlock && /<t[dh][\s>]/i.test(html)) {
    const found = fromHtml(html);
    if (!plain || found.length > 1 || found[0]?.length > 1) return found;
  }
  return fromText(plain);
}

/** Tab-separated; quotes around a text with line breaks; one line end at the end is Excel's own. */
export function fromText(text) {
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const found = [[]];
  let at = 0;
  while (at <= source.length) {
    let cell = source[at] === '"' ? quoted(source, at) : null;
    if (!cell) {
      const end = source.slice(at).search(/[\t\n]/);
      cell = { text: end < 0 ? source.slice(at) : source.slice(at, at + end), end: end < 0 ? source.length : at + end };
    }
    found[found.length - 1].push(oneLine(cell.text));
    if (source[cell.end] === "\n") found.push([]);
    at = cell.end + 1;
  }
  return found;
}

/** A quoted cell ends before a tab, a line end or the end; otherwise the quote is only a character. */
function quoted(source, start) {
  let text = "";
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') text += source[at];
    else if (source[at + 1] === '"') { text += '"'; at += 1; } else {
      const after = source[at + 1];
      return after === undefined || after === "\t" || after === "\n" ? { text, end: at + 1 } : null;
    }
  }
  return null;
}

/** A line break inside a cell stays visible, so that two numbers never become one. */
const oneLine = text => text.trim().replace(/\s*\n\s*/g, " ⏎ ");

const KEPT = new Set(["table", "tbody", "tr", "td", "th", "br"]);

/** Only cells, their spans and what is hidden: no styles or handlers for the page's policy to refuse. */
function bones(html) {
  const bare = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<(style|script)[\s\S]*?<\/\1>/gi, "");
  return bare.replace(/<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi, (_, slash, name, attributes) => {
    if (!KEPT.has(name.toLowerCase())) return "";
    const spans = attributes.match(/\b(col|row)span\s*=\s*["']?\d+["']?/gi) ?? [];
    return `<${slash}${name} ${spans.join(" ")} ${/display\s*:\s*none/i.test(attributes) ? "hidden" : ""}>`;
  });
}

export function fromHtml(html) {
  const page = new DOMParser().parseFromString(bones(html), "text/html");
  const found = [];
  let hanging = new Map();
  for (const tr of page.querySelectorAll("tr:not([hidden])")) {
    const line = [];
    const below = new Map([...hanging].filter(([, left]) => left > 1).map(([place, left]) => [place, left - 1]));
    for (const td of tr.querySelectorAll("td:not([hidden]), th:not([hidden])")) {
      while (hanging.has(line.length)) line.push("");
      const place = line.length;
      for (const br of td.querySelectorAll("br")) br.replaceWith("\n");
      line.push(oneLine(td.textContent.replace(/[ \t]+/g, " ")));
      for (let n = 1; n < td.colSpan; n += 1) line.push("");
      for (let n = 0; td.rowSpan > 1 && n < td.colSpan; n += 1) below.set(place + n, td.rowSpan - 1);
    }
    while (hanging.has(line.length)) line.push("");
    hanging = below;
    if (line.length) found.push(line);
  }
  return found;
}

/** For Excel: numbers without separators, so that they stay numbers. */
export function text(table) {
  const cell = each => (/[\t\n"]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each);
  return table.map(line => line.map(cell).join("\t")).join("\r\n");
}

export function html(table) {
  const escaped = each => each.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
  const lines = table.map(line => `<tr>${line.map(each => `<td>${escaped(each)}</td>`).join("")}</tr>`);
  return `<table>${lines.join("")}</table>`;
}

/** A rectangle of the sheet: what was committed, and the labels that stand between. */
export function copied(sheet, { top, bottom, left, right }) {
  const found = [];
  for (let line = top; line <= bottom; line += 1) {
    const texts = [];
    for (let place = left; place <= right; place += 1) {
      const cell = sheet.at(line, place);
      texts.push(cell ? cell.text : sheet.lines[line][place] ?? "");
    }
    found.push(texts);
  }
  return found;
}
