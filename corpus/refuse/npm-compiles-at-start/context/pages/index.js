export default function Page() {
  return 'shells';
}
