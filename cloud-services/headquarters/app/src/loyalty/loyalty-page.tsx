import type { LoyaltyVersion } from '@comptoir/customer/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FigureTable } from '../figures/figure-table.tsx';
import { Titled } from '../frame/titled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { RulesForm } from './rules-form.tsx';
import { useTierWords } from './tier-words.ts';
import { useRuleVersions } from './use-loyalty.ts';

/** How customers earn points, and in which tier they are: changed here with a reason, in force from then on in every store and online. */
export function LoyaltyPage() {
  const versions = useRuleVersions();
  const [isWriting, setWriting] = useState(false);
  const newest = versions.data?.[0];
  return (
    <>
      <Titled
        title={<Trans>Fidélité</Trans>}
        newWord={<Trans>Changer les règles</Trans>}
        isWriting={isWriting}
        onNew={() => setWriting(true)}
        testId="loyalty-change"
      />
      {versions.error ? <FaultMessage fault={versions.error} /> : null}
      {isWriting && newest ? (
        <RulesForm key={newest.version} newest={newest} onDone={() => setWriting(false)} />
      ) : null}
      {versions.data ? <Versions versions={versions.data} /> : null}
    </>
  );
}

function Versions({ versions }: { versions: readonly LoyaltyVersion[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const people = useCashiers();
  const summary = useSummary();
  const instant = (text: string) => {
    const at = new Date(text);
    return `${formatDay(at, headOfficeTimeZone)}, ${formatTime(at, locale, headOfficeTimeZone)}`;
  };
  return (
    <FigureTable
      title={t`Règles, les plus récentes d’abord`}
      columns={[
        { name: t`Depuis` },
        { name: t`Règles`, isText: true },
        { name: t`Raison`, isText: true, isWide: true },
        { name: t`Par`, isText: true, isWide: true },
      ]}
      rows={versions.map((one) => ({
        key: String(one.version),
        testId: 'loyalty-version',
        cells: [
          one.from === null ? t`Le début` : instant(one.from),
          summary(one.rules),
          one.reason ?? '—',
          one.by === null ? '—' : (people.get(one.by) ?? '—'),
        ],
      }))}
      empty={t`Aucune règle.`}
    />
  );
}

function useSummary() {
  const { t } = useLingui();
  const locale = useLocale();
  const tierWords = useTierWords();
  return ({ pointsPerUnit, bonuses, tiers, tierMonths, inactiveMonths }: LoyaltyVersion['rules']): string =>
    [
      t`${pointsPerUnit} par dollar`,
      ...bonuses.map(
        ({ name, extraPerUnit }) => `${locale === 'fr-CA' ? name.fr : name.en} : +${extraPerUnit}`,
      ),
      tiers.map(({ code, fromPoints }) => `${tierWords(code)} ${fromPoints}`).join(', '),
      ...(tierMonths === null ? [] : [t`niveaux sur ${tierMonths} mois`]),
      ...(inactiveMonths === null ? [] : [t`fin après ${inactiveMonths} mois sans achat`]),
    ].join(' · ');
}
