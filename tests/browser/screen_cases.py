"""A page as it stands in the browser → what is wrong with it: English, overflow, cut or covered text, nameless things."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from browser_cases import settled
from playwright.sync_api import ConsoleMessage, Page, Request, Response

# What may stand in Latin letters: names and formats that Chinese readers write so, too.
KNOWN = re.compile(
    r"app|auc|aum|benjamini|bg|cdnow|cliff|clv|crm|csv|excel|gb|gini|hochberg|html|id|iv|json|kneedle|kol|koopman|kpi|markdown|mb|"
    r"nbd|ods|parquet|pareto|pdf|png|powerpoint|pptx|psi|rfm|sku|svg|tgi|tsv|txt|url|utf|vip|wilson|word|xls|xlsx|zip",
    re.IGNORECASE,
)
# What Streamlit says to a screen reader; it has no other language, and none of it is to be seen.
ITS_OWN = re.compile(
    r"Sidebar|(Collapse|Expand) sidebar|App pages|Skip to main content(跳到正文)?|(Stop|Running)\.*|Help( for .*)?|.* color picker|"
    r"Remove .*|Clear all|Open|Close|Choose date.*|(year|month|day), .*|yyyy|mm|dd|Show password text|Selected .*|Calendar|Previous|Next"
)
HARMLESS = (
    'Dropping "fit-y"',  # Streamlit sizes every chart by its container; Vega says that ours has a height of its own
)
# Visible words (text and names), where things stick out, what is cut, what covers what, and what has no name.
SCAN = r"""() => {
  const seen = node => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    return node.checkVisibility({opacityProperty: true, visibilityProperty: true}) && parseFloat(style.fontSize) > 0
      && box.width > 1 && box.height > 1;
  };
  const skipped = '[data-testid=stIconMaterial], [translate=no], script, style, [data-testid=stElementToolbar], canvas *, code, pre';
  const inside = (box, node) => {  // what is left of it where its ancestors cut off what sticks out
    let {left, right, top, bottom} = box;
    for (let each = node; each && each.dataset?.testid !== 'stMain'; each = each.parentElement) {
      if (!['hidden', 'clip'].includes(getComputedStyle(each).overflowY)) continue;
      const own = each.getBoundingClientRect();
      [left, right] = [Math.max(left, own.left), Math.min(right, own.right)];
      [top, bottom] = [Math.max(top, own.top), Math.min(bottom, own.bottom)];
    }
    return {left, right, top, bottom, width: right - left, height: bottom - top};
  };
  const words = [], boxes = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, host = node.parentElement;
    if (!node.data.trim() || !host || host.closest(skipped) || !seen(host)) continue;
    words.push(node.data.trim());
    if (!host.closest('[data-testid=stMain]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const whole of range.getClientRects()) {
      const box = inside(whole, host);
      if (box.width > 2 && box.height > 2) boxes.push([node, box]);
    }
  }
  for (const cell of document.querySelectorAll('canvas [role=columnheader], canvas [role=gridcell]'))
    words.push(cell.textContent.trim());
  const names = [];
  for (const node of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-description]'))
    if (!node.closest(skipped) && seen(node))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        if (node.getAttribute(name)) names.push(node.getAttribute(name));
  const wide = [];
  const main = document.querySelector('[data-testid=stMain]');
  const whole = document.documentElement;  // on a telephone innerWidth grows with what is too wide
  if (whole.scrollWidth > whole.clientWidth) wide.push('document');
  if (main.scrollWidth > main.clientWidth + 1) wide.push('main');
  for (const node of wide.length ? main.querySelectorAll('*') : [])
    if (node.getBoundingClientRect().right > main.getBoundingClientRect().right + 1)
      wide.push((node.dataset.testid ?? node.className?.baseVal ?? node.className) + ': ' + node.textContent.slice(0, 30));
  const side = document.querySelector('[data-testid=stSidebar]')?.getBoundingClientRect();
  const hidden = [...main.querySelectorAll('h1')].filter(node => side && side.right > node.getBoundingClientRect().left + 1)
    .map(node => node.textContent.trim());
  const cut = [];
  for (const node of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(node);
    if (!seen(node) || node.closest(skipped) || node.closest('input, textarea')) continue;
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
    const clipped = style.textOverflow === 'ellipsis' || ['hidden', 'clip'].includes(style.overflowX);
    if (clipped && node.scrollWidth > node.clientWidth + 1 && style.display !== 'inline') cut.push(node.textContent.trim());
  }
  const covered = [];
  const shell = node => node.parentElement.closest('svg, [data-testid=stBottom]') ?? document;
  for (let one = 0; one < boxes.length; one++) for (let two = one + 1; two < boxes.length; two++) {
    const [a, p] = boxes[one], [b, q] = boxes[two];
    if (a === b || shell(a) !== shell(b)) continue;
    const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (across > 3 && down > Math.min(p.height, q.height) * .4) covered.push(`${a.data.trim()} / ${b.data.trim()}`);
  }
  const nameless = [];
  const named = node => node.getAttribute('aria-label') || node.getAttribute('alt') || node.getAttribute('title')
    || node.getAttribute('aria-labelledby') || node.closest('label') || node.innerText?.trim()
    || node.querySelector('[aria-label], [alt]:not([alt=""]), caption');
  const things = '[data-testid=stVegaLiteChart], [data-testid=stDataFrame], img, table, button, a, input:not([tabindex="-1"]), textarea, select';
  for (const node of document.querySelectorAll(things))
    if (seen(node) && !node.closest('[data-testid=stElementToolbar], canvas') && !named(node))
      nameless.push(node.outerHTML.slice(0, 160));
  return {words, names, wide, hidden, cut, covered, nameless};
}"""


@dataclass
class Noise:
    """What the browser complained of since it was last asked."""

    said: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def take(self) -> list[str]:
        said, self.said = self.said, []
        return said

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in HARMLESS):
            self.said.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        self.said.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.said.append(f"answered {response.status}: {response.url}")


def english(text: str, own: frozenset[str]) -> list[str]:
    """The words of a text in Latin letters that are neither known nor the user's own nor part of a number or a code."""
    words = (word.strip("._") for word in re.findall(r"[A-Za-z0-9_.]*[A-Za-z]{2}[A-Za-z0-9_.]*", text))
    return [word for word in words if word.isalpha() and not KNOWN.fullmatch(word) and word not in own]


def unfold(page: Page) -> None:
    """Open every folded part, so that what is in it is looked at, too, and wait until it lies where it belongs."""
    closed = "[data-testid=stMain] details:not([open]) > summary"
    page.evaluate(f"document.querySelectorAll('{closed}').forEach(summary => summary.click())")
    page.wait_for_function(
        "document.getAnimations().every(one => one.effect?.getComputedTiming().iterations === Infinity"
        " || one.playState === 'finished')"
    )
    settled(page)


def spoken(page: Page) -> list[str]:
    """What a screen reader says of the page: every name and description, hidden words among them where they are read out."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    heard = [node for node in nodes if not node.get("ignored") and node["role"]["value"] != "InlineTextBox"]
    return [str(node[kind].get("value", "")) for node in heard for kind in ("name", "description") if kind in node]


def problems(page: Page, own: frozenset[str] = frozenset()) -> list[str]:
    """Whatever a reader of this page would stumble over; `own` are the user's own words in Latin letters."""
    found: dict[str, list[str]] = page.evaluate(SCAN)
    said = found["words"] + [name for name in found["names"] + spoken(page) if not ITS_OWN.fullmatch(name)]
    foreign = [f"{word} in {text[:60]}" for text in said for word in english(text, own)]
    kinds = {
        "English": foreign,
        "wider than the page": found["wide"],
        "under the sidebar": found["hidden"],
        "cut": found["cut"],
        "covered": found["covered"],
        "no name": found["nameless"],
    }
    return [f"{kind}: {item}" for kind, items in kinds.items() for item in dict.fromkeys(items)]
