/* Asking the server. Whoever is no longer logged in gets the public page for an unknown address: no JSON. */

class Trouble extends Error {
  constructor(message) {
    super(message);
    this.name = this.constructor.name;
  }
}
export class LoggedOut extends Trouble {}
export class Unreachable extends Trouble {}
export class Refused extends Trouble {}

export async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...options });
  } catch {
    throw new Unreachable("连接中断");
  }
  if (answer.status >= 500 || answer.status === 429) throw new Unreachable("服务器暂时没有应答");
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  if (!isJson) throw new LoggedOut("登录已过期");
  const found = await answer.json().catch(() => { throw new Unreachable("连接中断"); });
  if (!answer.ok) throw new Refused(found.reason);
  return found;
}

export const get = (url, query) => ask(`${url}?${new URLSearchParams(query)}`);

/** The token is read anew each time: after a new login it is another one. */
export const post = (url, body, options = {}) => ask(url, {
  ...options,
  method: "POST",
  body: body instanceof URLSearchParams ? body : JSON.stringify(body),
  headers: {
    "X-CSRFToken": document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "",
    ...(body instanceof URLSearchParams ? {} : { "Content-Type": "application/json" }),
  },
});
