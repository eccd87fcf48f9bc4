// The contrast of all words with their paper, and of all marks of charts: name and ratio of each.
() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba('white');
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest('script, style, noscript, [hidden], title, desc, option, svg')) continue;
    found.push([e.tagName + '.' + e.className, ratio(rgba(getComputedStyle(e).color), behind(e))]);
  }
  for (const text of document.querySelectorAll('svg.chart text')) {
    const inside = text.classList.contains('inside');
    const papers = inside ? [...text.closest('svg').querySelectorAll('rect.part')].map((r) => rgba(getComputedStyle(r).fill))
      : [behind(text.closest('figure'))];
    for (const paper of papers) found.push(['text.' + text.classList, ratio(rgba(getComputedStyle(text).fill), paper)]);
  }
  for (const mark of document.querySelectorAll('svg.chart rect, svg.chart circle')) {
    const style = getComputedStyle(mark);
    const colour = mark.classList.contains('before') ? style.stroke : style.fill;
    found.push(['mark.' + mark.classList, 1.5 * ratio(rgba(colour), behind(mark.closest('figure')))]);
  }
  return found;
}
