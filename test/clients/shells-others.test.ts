import { describeWith } from '../support/describe-with.ts';
import { describePitfalls } from '../support/gitlab-pitfalls.ts';

// A separate file, to run in parallel with the other shells.
describeWith('shells', 'the job’s script in a sh of the Korn shell family', () => {
  describePitfalls(['mksh', 'zsh']);
});
