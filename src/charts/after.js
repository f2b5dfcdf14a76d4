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

  // Labels of a value axis come as text from the host: { "500": "500", "1000": "1.000" }.
  function named(axes) {
    for (const axis of [].concat(axes || [])) {
      const names = axis.axisLabel && axis.axisLabel.names;
      if (names) axis.axisLabel.formatter = (value) => names[value] ?? "";
    }
  }

  globalThis.draw = function (option, width, height) {
    named(option.xAxis);
    named(option.yAxis);
    const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
    try {
      chart.setOption(option, { notMerge: true, silent: true });
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  };
})
