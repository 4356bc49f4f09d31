/** Line drawings of 24 × 24; a word always stands beside them, so none has a name of its own. */
const paths = {
  cart: 'M3 4h2.500l2.200 11h10.300l2-8H6.500M9 20.200a.8.8 0 1 1-1.600 0 .8.8 0 0 1 1.600 0M17.800 20.200a.8.8 0 1 1-1.600 0 .8.8 0 0 1 1.600 0',
  search: 'M10.500 17a6.500 6.500 0 1 1 0-13 6.500 6.500 0 0 1 0 13M15.500 15.500 20 20',
  menu: 'M4 6h16M4 12h16M4 18h16',
  person:
    'M12 11.500a3.750 3.750 0 1 1 0-7.500 3.750 3.750 0 0 1 0 7.500M4.500 20c.8-3.600 3.700-5.500 7.500-5.500s6.700 1.900 7.500 5.500',
  store:
    'M4 9.500V20h16V9.500M3 9l1.800-5h14.400L21 9a2.600 2.600 0 0 1-4.500 1.200 3 3 0 0 1-4.500 0 3 3 0 0 1-4.500 0A2.600 2.600 0 0 1 3 9M9.500 20v-5h5v5',
  truck:
    'M2.500 6h11v10h-11zM13.500 9.500h4l3.500 3.500v3h-7.500M8.500 17.500a1.800 1.800 0 1 1-3.600 0 1.800 1.800 0 0 1 3.600 0M19 17.500a1.800 1.800 0 1 1-3.600 0 1.800 1.800 0 0 1 3.600 0',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  alert:
    'M12 8v5M12 16.500v.01M10.300 4.300 2.800 17.500A2 2 0 0 0 4.500 20.500h15a2 2 0 0 0 1.700-3L13.700 4.300a2 2 0 0 0-3.400 0',
  info: 'M12 11v5M12 8v.01M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  bag: 'M6 8h12l1 12H5zM9 8V7a3 3 0 0 1 6 0v1',
  tag: 'M4 4h8l8.300 8.300a1.500 1.500 0 0 1 0 2.100l-5.900 5.900a1.500 1.500 0 0 1-2.100 0L4 12zM8.500 8.500v.01',
  minus: 'M5 12h14',
  plus: 'M12 5v14M5 12h14',
} as const;
export type IconName = keyof typeof paths;

export function Icon(props: { name: IconName; size?: number }) {
  const { name, size = 24 } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
