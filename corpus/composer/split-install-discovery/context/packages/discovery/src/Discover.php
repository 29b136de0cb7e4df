<?php

declare(strict_types=1);

namespace Tern\Discovery;

/** Writes down which packages are installed, as frameworks do after Composer is done. */
final class Discover
{
    public static function packages(): void
    {
        $names = array_keys(\Composer\InstalledVersions::getAllRawData()[0]['versions']);
        sort($names);
        file_put_contents(getcwd() . '/bootstrap/cache/packages.php', '<?php return ' . var_export($names, true) . ';');
    }
}
