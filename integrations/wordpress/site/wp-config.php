<?php
// WordPress for the test: its files are those of Debian's package, all else is in the folder SITE.
$site = getenv( 'SITE' );
define( 'DB_NAME', 'test' );
define( 'DB_USER', '' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', '' );
define( 'DB_DIR', "$site/database" );
define( 'DB_FILE', 'test.sqlite' );
define( 'WP_HOME', getenv( 'SITE_URL' ) );
define( 'WP_SITEURL', WP_HOME );
define( 'WP_CONTENT_DIR', "$site/wp-content" );
define( 'WP_CONTENT_URL', WP_HOME . '/wp-content' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', "$site/debug.log" );
define( 'EXPLAINER_COMMAND', getenv( 'EXPLAINER' ) );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY' ) as $name ) {
	define( $name, hash( 'sha256', "$name in a test" ) );
	define( str_replace( 'KEY', 'SALT', $name ), hash( 'sha256', "$name, salted" ) );
}
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
