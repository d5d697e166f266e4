/** The mark: two rails, each passing over and under the other, so that neither can move alone. */
export function Mark({ size = 24 }: { readonly size?: number | undefined }) {
  return (
    <svg className="il-mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect className="il-mark-ground" width="24" height="24" rx="7" />
      <g fill="none" strokeWidth="2.6" strokeLinecap="round">
        <path className="il-mark-one" d="M5 8.2h6.2c2.1 0 2.9 1 3.7 2.6" />
        <path className="il-mark-two" d="M5 15.8h4c4.6 0 4.4-7.6 10-7.6" />
        <path className="il-mark-one" d="M16.4 13.9c.6 1.2 1.2 1.9 2.6 1.9" />
      </g>
    </svg>
  );
}
