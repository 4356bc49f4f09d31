import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { saveFile } from '../reports/use-files.ts';
import css from './sales.module.css';

/** The slip as the customer has it, in its own language. */
export function ReceiptPage() {
  const { receiptNumber = '' } = useParams();
  const { t } = useLingui();
  const gateway = useGateway();
  const path = `/api/v1/sales/receipts/${encodeURIComponent(receiptNumber)}`;
  const receipt = useQuery({
    queryKey: ['receipt', receiptNumber],
    queryFn: async () => (await gateway.file(path, 'text/html')).text(),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const pdf = useMutation({
    mutationFn: async () => saveFile(await gateway.file(path, 'application/pdf'), `${receiptNumber}.pdf`),
  });
  return (
    <>
      <Link className={css.back} to="/sales">{t`Toutes les ventes`}</Link>
      <h1>{t`Reçu ${receiptNumber}`}</h1>
      {receipt.error ? (
        <FaultMessage
          fault={receipt.error}
          words={{
            '/problems/not-found': t`Aucun reçu ne porte ce numéro. Vérifiez-le : il est en bas du papier.`,
          }}
        />
      ) : null}
      {receipt.data ? (
        <>
          <div className="actions">
            <button
              type="button"
              className="button"
              disabled={pdf.isPending}
              onClick={() => pdf.mutate()}
              data-testid="receipt-pdf"
            >
              {t`Enregistrer en PDF`}
            </button>
          </div>
          {pdf.error ? <FaultMessage fault={pdf.error} /> : null}
          <iframe
            className={css.paper}
            title={t`Reçu ${receiptNumber}`}
            sandbox=""
            srcDoc={receipt.data}
            data-testid="receipt"
          />
        </>
      ) : null}
    </>
  );
}
