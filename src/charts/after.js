// Text widths and the drawing function, after ECharts is loaded.
"use strict";
(function (regular, bold, advance) {
  const fonts = new Map();

  // "700 8px Noto Sans" → size and table of advance widths in em, looked up once per font.
  function face(font) {
    const size = /([\d.]+)px/.exec(font);
    const heavy = /(^|\s)(bold|[6-9]00)(\s|$)/.test(font);
    const found = { size: size ? +size[1] : 12, heavy, widths: heavy ? bold : regular };
    fonts.set(font, found);
    return found;
  }

  echarts.setPlatformAPI({
    measureText(text, font) {
      const { size, heavy, widths } = fonts.get(font) || face(font);
      // ECharts takes the width of this character for the height of a line.
      if (text === "国") return { width: size };
      let sum = 0;
      for (const c of text) {
        const code = c.codePointAt(0);
        let width = widths[code];
        if (width === undefined) width = widths[code] = advance(code, heavy);
        sum += width;
      }
      return { width: sum * size };
    },
  });

  // Many rectangles, lines, areas and discs of one colour as one path: an element each costs more.
  echarts.graphic.registerShape("marks", echarts.graphic.extendShape({
    type: "marks",
    shape: { rects: [], lines: [], areas: [], discs: [] },
    buildPath(path, { rects, lines, areas, discs }) {
      for (let i = 0; i < rects.length; i += 4) path.rect(rects[i], rects[i + 1], rects[i + 2], rects[i + 3]);
      for (const points of lines) trace(path, points);
      for (const points of areas) {
        trace(path, points);
        path.closePath();
      }
      for (let i = 0; i < discs.length; i += 3) {
        path.moveTo(discs[i] + discs[i + 2], discs[i + 1]);
        path.arc(discs[i], discs[i + 1], discs[i + 2], 0, 2 * Math.PI);
      }
    },
  }));

  function trace(path, points) {
    path.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
  }

  return function (option, width, height) {
    const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
    try {
      chart.setOption(option, { notMerge: true, silent: true });
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  };
})
