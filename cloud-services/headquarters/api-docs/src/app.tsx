import { useState } from 'react';
import { Frame } from './page/frame.tsx';
import { Loaded } from './page/loaded.tsx';
import { Unloaded } from './page/unloaded.tsx';
import { useQuestion } from './search/use-question.ts';
import { useDocument } from './use-document.ts';

export function App() {
  const [attempt, setAttempt] = useState(0);
  const told = useDocument(attempt);
  const [question, ask] = useQuestion();
  const again = () => setAttempt(attempt + 1);
  return (
    <Frame question={question} onQuestion={ask}>
      {told.state === 'loaded' ? (
        <Loaded document={told.document} question={question} onQuestion={ask} onAgain={again} />
      ) : (
        <Unloaded state={told.state} onAgain={again} />
      )}
    </Frame>
  );
}
