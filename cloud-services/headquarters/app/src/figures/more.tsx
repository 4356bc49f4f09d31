import { useLingui } from '@lingui/react/macro';

/** The rest of a list that is read page by page. */
export function More(props: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { t } = useLingui();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.of;
  return hasNextPage ? (
    <button
      type="button"
      className="button"
      disabled={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
      data-testid="more"
    >{t`Afficher la suite`}</button>
  ) : null;
}
