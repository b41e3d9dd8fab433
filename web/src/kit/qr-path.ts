/** The dark modules of a QR code as one path of an SVG, a run of a row at a time. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      const end = row.indexOf(false, x);
      const length = (end < 0 ? row.length : end) - x;
      runs.push(`M${x} ${y}h${length}v1h-${length}z`);
      x += length;
    }
  }
  return runs.join("");
}
