/** The navigation's icons, drawn here: 24 units wide, in the text's colour, and silent to screen readers. */
const paths: Readonly<Record<string, string>> = {
  "/": "M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1Z",
  "/transactions": "M5 7h14M5 12h14M5 17h9",
  "/budget": "M12 4v8h8a8 8 0 1 1-8-8ZM15.5 4.8a8 8 0 0 1 3.7 3.7h-3.7Z",
  "/reports": "M4 20h16M7 20v-7M12 20V5M17 20v-10",
  "/accounts": "M4 9 12 4l8 5v1H4ZM6 10v7M10 10v7M14 10v7M18 10v7M4 20h16",
  "/import": "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19h14",
  "/settings": "M5 7h8M17 7h2M15 5v4M5 17h2M11 17h8M9 15v4M5 12h4M13 12h6M11 10v4",
  find: "M10.5 5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM14.5 14.5 20 20",
  shown: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6ZM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
  hidden: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6ZM5 19 19 5",
};

export function NavIcon({ of }: { readonly of: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[of]} />
    </svg>
  );
}
