/** A text as a QR code: dark on white in every look, as cameras and printers want it. */
import { encode } from "uqr";
import { qrPath } from "./qr-path.ts";
import styles from "./kit.module.css";

/** Quiet modules around it, as the standard asks for (ISO/IEC 18004, 4 modules). */
const border = 4;

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: "M", boostEcc: false, border });
  return (
    <svg
      className={styles["qr"]}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={qrPath(data)} fill="#000" />
    </svg>
  );
}
