#!/usr/bin/perl
# Has the resident at the socket run a command, and ends as that command does. In Perl, which every system with Git has:
# it starts in a fraction of the time that Node takes, and the tests call it hundreds of times.
use strict;
use warnings;
use Cwd;
use IO::Handle;
use Socket;

my $path = shift @ARGV;
socket my $socket, AF_UNIX, SOCK_STREAM, 0 or die "$!\n";
connect $socket, pack_sockaddr_un($path) or die "$path: $!\n";

sub quote { my $text = shift; $text =~ s/([\x00-\x1f"\\])/sprintf('\\u%04x', ord $1)/ge; return "\"$text\"" }

my $args = join ',', map { quote($_) } @ARGV;
my $env = join ',', map { quote($_) . ':' . quote($ENV{$_}) } keys %ENV;
print {$socket} '{"args":[', $args, '],"cwd":', quote(getcwd), ',"env":{', $env, '}}' or die "$path: $!\n";
$socket->flush;
shutdown $socket, 1;

# A line with the exit status; then, for each text, a line with its stream and its length in bytes, and the text.
my $status = <$socket> // die "$path: no answer\n";
$| = 1;
$SIG{PIPE} = 'IGNORE';
while (defined(my $line = <$socket>)) {
  my ($stream, $length) = split ' ', $line;
  read $socket, (my $text), $length;
  if ($stream eq 'stdout') { print $text }
  else { print STDERR $text }
}
exit $status;
