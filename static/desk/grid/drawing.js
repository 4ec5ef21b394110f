/* Making elements, and dialogs that give the focus back. */

export function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  if (text) element.textContent = text;
  return element;
}

export function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** A modal dialog with a title, a body and a line of buttons. */
export function modal(title, name) {
  const dialog = make("dialog", { class: `dialog ${name}`, "aria-labelledby": `${name}-title` });
  const form = make("form", { method: "dialog" });
  const body = make("div", { class: "body" });
  const actions = make("p", { class: "actions" });
  form.append(make("h2", { id: `${name}-title` }, title), body, actions);
  dialog.append(form);
  document.getElementById("dialogs").append(dialog);
  const before = document.activeElement;
  const made = { form, body, actions, close: () => dialog.close(), open: focus => {
    dialog.showModal();
    focus?.focus();
  } };
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus({ preventScroll: true });
    made.onclose?.();
  });
  return made;
}

export const moment = text => {
  const at = new Date(text);
  const day = at.toDateString() === new Date().toDateString() ? "" : `${at.getMonth() + 1}月${at.getDate()}日 `;
  return `${day}${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
};
