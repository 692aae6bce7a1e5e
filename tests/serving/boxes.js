// What is wrong with the boxes of the page as it stands: sentences, at most twenty.
() => {
  const found = [];
  const name = (each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") || ""} “${each.textContent.trim().slice(0, 40)}”`;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`page scrolls: ${root.scrollWidth} > ${root.clientWidth}`);
  const seen = (each) => each.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});
  const frames = document.querySelectorAll(".md-header, .md-tabs, .md-banner, .md-content, .md-footer");
  const texts = [];
  for (const frame of frames) for (const each of frame.querySelectorAll("*")) {
    if (each.closest("svg") || !seen(each)) continue;
    const style = getComputedStyle(each);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && style.display !== "inline";
    const across = each.scrollWidth - each.clientWidth, down = each.scrollHeight - each.clientHeight;
    if (hides && each.clientWidth > 1 && (across > 1 || down > 1)) found.push(`cut: ${name(each)} ${across} ${down}`);
    const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (own) texts.push(each);
  }
  // What a scroller leaves to be seen of a box; nothing of one that is scrolled away.
  const left = (each, box) => {
    let {left, right, top, bottom} = box;
    for (let n = each; n && n !== document.body; n = n.parentElement) {
      const style = getComputedStyle(n);
      if (style.display === "inline" || !/auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY)) continue;
      const edge = n.getBoundingClientRect();
      left = Math.max(left, edge.left); right = Math.min(right, edge.right);
      top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom);
    }
    return {each, left, right, top: top + (bottom - top) * 0.2, bottom: bottom - (bottom - top) * 0.2};
  };
  const boxes = [];
  for (const each of texts) for (const node of each.childNodes) {
    if (node.nodeType !== 3 || !node.data.trim()) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    for (const whole of range.getClientRects()) {
      const box = left(each, whole);
      if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
      if (box.left < -1 || box.right > root.clientWidth + 1) found.push(`outside: ${name(each)} ${Math.round(box.left)}–${Math.round(box.right)}`);
      boxes.push(box);
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  // What sticks while the rest moves under it covers it on purpose.
  const held = (each) => {
    for (let n = each; n; n = n.parentElement)
      if (/sticky|fixed/.test(getComputedStyle(n).position)) return true;
    return false;
  };
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
    const a = boxes[i], b = boxes[j];
    if (a.each === b.each) continue;
    if (a.right <= b.left + 1 || b.right <= a.left + 1) continue;
    if (held(a.each) !== held(b.each)) continue;
    found.push(`overlap: ${name(a.each)} / ${name(b.each)}`);
  }
  return [...new Set(found)].slice(0, 20);
}
