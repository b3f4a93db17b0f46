// The few sentences that the browser says by itself, in the language of the page.

const chinese = {
  close: "关闭",
  cancel: "取消",
  ok: "确定",
  sure: "请确认",
  copied: "已复制。",
  copyFailed: "浏览器不允许复制，请手工选取。",
  unsaved: "改动还没有保存，确定离开吗？",
  leave: "放弃改动",
  stay: "继续填写",
  offline: "连不上服务器，请检查网络后重试。",
  failed: "没有办成，请稍后重试。",
  sending: "正在上传",
  working: "已上传，正在核对……",
  filter: "筛选",
  unit: "单位：",
  figures: "可用的数字",
  moved: "“%1”移到第 %2 位，共 %3 篇。",
  takenOut: "“%1”已撤下。",
  page: "第 %1 页",
  pageOf: "第 %1 页 / 共 %2 页",
  pages: "共 %1 页",
  onPage: "本篇在第 %1 页 / 共 %2 页",
  onPages: "本篇在第 %1—%2 页 / 共 %3 页",
};

const english: typeof chinese = {
  close: "Close",
  cancel: "Cancel",
  ok: "OK",
  sure: "Please confirm",
  copied: "Copied.",
  copyFailed: "The browser does not allow copying; please select the text by hand.",
  unsaved: "Changes are not saved. Leave this form?",
  leave: "Discard changes",
  stay: "Keep editing",
  offline: "The server cannot be reached. Check the network and try again.",
  failed: "That did not work. Please try again later.",
  sending: "Uploading",
  working: "Uploaded; checking…",
  filter: "Filters",
  unit: "Unit: ",
  figures: "Figures to choose from",
  moved: "“%1” is now number %2 of %3.",
  takenOut: "“%1” was taken out.",
  page: "page %1",
  pageOf: "Page %1 of %2",
  pages: "%1 pages",
  onPage: "This item is on page %1 of %2",
  onPages: "This item is on pages %1–%2 of %3",
};

/** The sentence called `key` in the page's language. */
export function word(key: keyof typeof chinese): string {
  return (document.documentElement.lang.startsWith("en") ? english : chinese)[key];
}

/** The same with what stands at %1, %2 and so on. */
export function words(key: keyof typeof chinese, ...values: (string | number)[]): string {
  return word(key).replace(/%(\d)/g, (_all, n: string) => String(values[Number(n) - 1] ?? ""));
}
