// Bars, lines and rings from the JSON beside them; a bar is a link to the rows that it counts.

import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { init, use, type ECharts, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { word } from "./words";

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TitleComponent, TooltipComponent, CanvasRenderer]);

interface ChartData {
  kind: "bar" | "line" | "hbar" | "donut";
  categories: string[];
  series: { name: string; values: (number | string | null)[] }[];
  unit?: string;
  links?: (string | null)[];
}

const drawn = new Map<HTMLElement, ECharts>();
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function numbers(values: (number | string | null)[]): (number | null)[] {
  return values.map((value) => (value === null ? null : Number(value)));
}

function common(data: ChartData): EChartsCoreOption {
  const many = data.series.length > 1 || data.kind === "donut";
  const cross = data.kind === "bar" || data.kind === "line";
  return {
    color: [1, 2, 3, 4, 5, 6].map((each) => colour(`--tz-chart-${each}`)),
    animation: !still,
    animationDuration: 350,
    textStyle: { fontFamily: colour("--tz-font") },
    tooltip: {
      trigger: data.kind === "donut" ? "item" : "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: colour("--tz-chart-band") } },
      renderMode: "richText", // an HTML tooltip would need inline styles
      confine: true,
      backgroundColor: colour("--tz-surface"),
      borderColor: colour("--tz-line"),
      textStyle: { color: colour("--tz-text"), fontSize: 12 },
      valueFormatter: (value: unknown) => (value === null || value === undefined ? "—" : `${String(value)}${data.unit ?? ""}`),
    },
    title: {
      show: cross && Boolean(data.unit),
      text: `${word("unit")}${data.unit ?? ""}`,
      top: 0,
      left: 0,
      padding: 0,
      textStyle: { color: colour("--tz-muted"), fontSize: 12, fontWeight: "normal" },
    },
    legend: {
      show: many,
      bottom: 0,
      icon: "roundRect",
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: colour("--tz-muted"), fontSize: 12 },
    },
    grid: { left: 4, right: data.kind === "hbar" ? 48 : 8, top: cross ? 34 : 4, bottom: many ? 30 : 4, containLabel: true },
  };
}

function axes(data: ChartData): EChartsCoreOption {
  const label = { color: colour("--tz-muted"), fontSize: 12 };
  const category = {
    type: "category",
    data: data.categories,
    axisLabel: { ...label, hideOverlap: true },
    axisLine: { lineStyle: { color: colour("--tz-line-strong") } },
    axisTick: { show: false },
    triggerEvent: Boolean(data.links),
  };
  const whole = data.series.every((each) => numbers(each.values).every((value) => value === null || Number.isInteger(value)));
  const value = {
    type: "value",
    axisLabel: label,
    splitLine: { lineStyle: { color: colour("--tz-line") } },
    ...(whole ? { minInterval: 1 } : {}),
  };
  if (data.kind === "hbar") {
    const bare = data.series.length === 1; // each bar says its number
    return { xAxis: { ...value, show: !bare }, yAxis: { ...category, inverse: true } };
  }
  return { xAxis: category, yAxis: value };
}

function marks(data: ChartData): EChartsCoreOption {
  if (data.kind === "donut") {
    const values = numbers(data.series[0]?.values ?? []);
    const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    return {
      title: {
        text: `${Number(total.toFixed(2))}`,
        subtext: data.unit ?? "",
        left: "center",
        top: "32%",
        itemGap: 0,
        textStyle: { color: colour("--tz-text"), fontSize: 24 },
        subtextStyle: { color: colour("--tz-muted"), fontSize: 12 },
      },
      legend: {
        bottom: 0,
        icon: "roundRect",
        itemWidth: 10,
        itemHeight: 10,
        textStyle: { color: colour("--tz-muted"), fontSize: 12 },
        formatter: (name: string) => `${name} ${values[data.categories.indexOf(name)] ?? 0}`,
      },
      series: [
        {
          type: "pie",
          radius: ["52%", "74%"],
          center: ["50%", "42%"],
          itemStyle: { borderColor: colour("--tz-surface"), borderWidth: 2 },
          label: { show: false },
          cursor: data.links ? "pointer" : "default",
          data: data.categories.map((name, index) => ({ name, value: values[index] ?? 0 })),
        },
      ],
    };
  }
  const line = data.kind === "line";
  const few = data.series.length === 1 && data.categories.length <= 16;
  return {
    series: data.series.map((each) => ({
      name: each.name,
      type: line ? "line" : "bar",
      data: numbers(each.values),
      barMaxWidth: data.kind === "hbar" ? 16 : 28,
      cursor: data.links ? "pointer" : "default",
      symbolSize: 6,
      lineStyle: { width: 2 },
      itemStyle: line ? {} : { borderRadius: data.kind === "hbar" ? [0, 2, 2, 0] : [2, 2, 0, 0] },
      label: {
        show: few && !line,
        position: data.kind === "hbar" ? "right" : "top",
        color: colour("--tz-text"),
        fontSize: 12,
      },
    })),
  };
}

function read(element: HTMLElement): ChartData | null {
  const source = document.getElementById(element.dataset["chart"] ?? "");
  if (!source?.textContent) return null;
  return JSON.parse(source.textContent) as ChartData;
}

function draw(element: HTMLElement): void {
  const data = read(element);
  if (!data) return;
  if (data.kind === "hbar" && !element.style.height) element.style.height = `${data.categories.length * 30 + (data.series.length > 1 ? 60 : 8)}px`;
  const chart = init(element);
  chart.setOption({ ...common(data), ...(data.kind === "donut" ? {} : axes(data)), ...marks(data) });
  if (data.links) {
    chart.on("click", (params) => {
      const index = params.componentType === "series" ? params.dataIndex : data.categories.indexOf(String(params.value));
      const link = data.links?.[index];
      if (link) window.location.assign(link);
    });
  }
  element.setAttribute("role", "img");
  drawn.set(element, chart);
}

function drawAll(): void {
  for (const [element, chart] of drawn) {
    if (element.isConnected) continue;
    chart.dispose();
    drawn.delete(element);
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-chart]")) if (!drawn.has(element)) draw(element);
}

let waiting = 0;
function resizeAll(): void {
  window.cancelAnimationFrame(waiting);
  waiting = window.requestAnimationFrame(() => drawn.forEach((chart) => chart.resize()));
}

drawAll();
document.addEventListener("htmx:afterSettle", drawAll);
window.addEventListener("resize", resizeAll);
window.addEventListener("beforeprint", resizeAll);
