/** The name of a file as people see it. @param label as a sync holds it; '' where the sender gave none */
export function shownFileName(label: string): string {
  return label === '' ? '未命名文件' : label;
}
