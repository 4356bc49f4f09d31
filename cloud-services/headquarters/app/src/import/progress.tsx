import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import css from './import.module.css';
import { useRowsDone } from './use-import.ts';

/** How far a file is, told by the rows that the service has dealt with. */
export function Progress(props: { id: string; isCheck: boolean; lines: number }) {
  const { t } = useLingui();
  const locale = useLocale();
  const rows = Math.min(useRowsDone(props.id), props.lines);
  const [done, all] = [formatNumber(rows, locale), formatNumber(props.lines, locale)];
  const words = props.isCheck
    ? t`Vérification : ${done} lignes sur ${all}`
    : t`Importation : ${done} lignes sur ${all}`;
  return (
    <div className={`sheet ${css.sheet}`}>
      <label className={css.progress}>
        <span>{words}</span>
        <progress value={rows} max={Math.max(props.lines, 1)} />
      </label>
    </div>
  );
}
