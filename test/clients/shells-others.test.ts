import { describeWith } from '../support/describe-with.ts';
import { describePitfalls } from '../support/gitlab-pitfalls.ts';

// A file of their own, to run beside the other shells'.
describeWith('shells', "the job's script in a sh that is one of the Korn shell's family", () => {
  describePitfalls(['mksh', 'zsh']);
});
